import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", "launch-codex": "src/launch-codex.ts" },
  format: ["esm", "cjs"],
  target: "node20",
  splitting: true,
  clean: true,
  // Gives the CJS build an `import.meta.url`.
  shims: true,
  // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
});
