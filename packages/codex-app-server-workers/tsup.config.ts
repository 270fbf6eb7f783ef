import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", redis: "src/redis/index.ts" },
  format: ["esm", "cjs"],
  target: "node20",
  clean: true,
  // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
  dts: { compilerOptions: { stripInternal: true, ignoreDeprecations: "6.0" } },
});
