import { rm } from "node:fs/promises";
import { transform } from "esbuild";
import { defineConfig, type Options } from "tsup";

type Plugin = NonNullable<Options["plugins"]>[number];

const common: Options = {
  entry: { index: "src/index.ts", redis: "src/redis/index.ts" },
  target: "node20",
  // A package may be named like a module of Node's.
  removeNodeProtocol: false,
  // Each module is there once: both entries throw the same errors, which callers tell by class.
  splitting: true,
};

/** esbuild splits only ES modules, so each file of them becomes CommonJS afterwards. */
const toCommonJs: Plugin = {
  name: "to-common-js",
  async renderChunk(code): Promise<{ code: string }> {
    const options = { format: "cjs", platform: "node", target: "node20" } as const;
    return { code: (await transform(code, options)).code };
  },
};

export default defineConfig(async () => {
  await rm("dist", { recursive: true, force: true });
  return [
    { ...common, format: "esm" },
    {
      ...common,
      format: "esm",
      outExtension: () => ({ js: ".cjs" }),
      plugins: [toCommonJs],
    },
    {
      ...common,
      format: ["esm", "cjs"],
      // tsup sets `baseUrl`, which TypeScript 6 reports as deprecated.
      dts: { only: true, compilerOptions: { stripInternal: true, ignoreDeprecations: "6.0" } },
    },
  ];
});
