import { isBuiltin } from "node:module";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/**
 * Lets bundled CommonJS code have Node's own modules in an ES module, where there is no `require`.
 * Of `ws` only the client is taken.
 */
export const builtinModules: Plugin = {
  name: "builtin-modules",
  setup({ onResolve, onLoad, resolve, initialOptions }): void {
    if (initialOptions.format === "esm") {
      onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ kind, path }) =>
        kind === "require-call" && isBuiltin(path) ? { path, namespace: "builtin" } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: "builtin" }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
    onResolve({ filter: /^ws$/ }, async ({ kind, resolveDir }) => {
      if (kind !== "import-statement") return undefined;
      const { path } = await resolve("ws", { kind: "require-call", resolveDir });
      return { path: path.replace(/index\.js$/, "lib/websocket.js") };
    });
  },
};
