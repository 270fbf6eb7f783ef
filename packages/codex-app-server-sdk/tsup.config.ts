import { defineConfig } from "tsup";
import manifest from "./package.json" with { type: "json" };

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
  define: { sdkVersion: JSON.stringify(manifest.version) },
  // Named by the declarations, never loaded at run time from here.
  external: ["codex-app-server-sdk/protocol"],
  // Loading zod from its own many files costs ten times what the bundled part of it does.
  noExternal: ["zod"],
  // The declarations of the protocol entry are written by scripts/write-protocol-declarations.ts.
  dts: {
    entry: { index: "src/index.ts", testing: "src/testing/index.ts" },
    // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
    compilerOptions: { ignoreDeprecations: "6.0" },
  },
});
