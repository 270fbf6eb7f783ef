import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/**
 * Gives modules a file of their own, which the other files load: what is in there exists once,
 * and what is imported later stays out of the file that imports it. `files` names the module
 * behind each; what that one re-exports is in the same file. Anything else is bundled where it
 * is imported.
 *
 * esbuild's own splitting makes a file for each set of entries that share something. The root
 * entry would load three then, and a file costs as much time to import as 20 KB of code.
 */
export function ownFiles(files: Record<string, string>): Plugin {
  const fileOf = new Map(
    Object.entries(files).flatMap(([file, entry]) =>
      modulesBehind(entry).map((module) => [module, file] as const),
    ),
  );
  return {
    name: "own-files",
    setup({ initialOptions, onResolve }) {
      const extension = initialOptions.outExtension?.[".js"] ?? ".js";
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer, resolveDir }) => {
        if (kind === "entry-point") return undefined;
        const file = fileOf.get(sourceOf(path, resolveDir));
        if (file === undefined || file === fileOf.get(importer)) return undefined;
        return { path: `./${file}${extension}`, external: true };
      });
    },
  };
}

function modulesBehind(entry: string): string[] {
  const reexports = readFileSync(entry, "utf8").matchAll(/^export .* from "(\..+)";$/gm);
  return [resolve(entry), ...[...reexports].map(([, path = ""]) => sourceOf(path, dirname(entry)))];
}

/** `./errors/index.js` → the absolute path of its source */
function sourceOf(path: string, from: string): string {
  return resolve(from, path.replace(/\.js$/, ".ts"));
}
