import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    protocol: "src/protocol/index.ts",
    testing: "src/testing/index.ts",
  },
  format: ["esm", "cjs"],
  target: "node20",
  // One chunk per shared module, so that every entry has the same error classes.
  splitting: true,
  clean: true,
  // Named by the declarations, never loaded at run time from here.
  external: ["codex-app-server-sdk/protocol"],
  // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
});
