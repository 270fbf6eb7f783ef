import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", "launch-codex": "src/launch-codex.ts" },
  format: ["esm", "cjs"],
  target: "node20",
  splitting: true,
  clean: true,
  esbuildOptions(options, { format }): void {
    // CommonJS has `__filename` instead; src/search-starts.ts asks for both.
    if (format === "cjs") options.define = { ...options.define, "import.meta.url": "undefined" };
  },
  // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
});
