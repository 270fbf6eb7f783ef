import { mkdir, writeFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { build, type Metafile } from "esbuild";
import type { Options } from "tsup";

type Plugin = NonNullable<Options["esbuildPlugins"]>[number];

/** Source files, by the name of the file in `dist` that each becomes. */
export type Entries = Readonly<Record<string, string>>;

export interface BuiltFiles {
  /** Every file to build: the given ones, and `shared` if modules are shared. */
  entries: Record<string, string>;
  /** Makes each built file import from the others what those contain. */
  plugin: Plugin;
}

/**
 * Plans the files of `dist` so that each module is in exactly one of them. `entryPoints` are the
 * files that users import, `later` those that the code loads by `import()` when they are first
 * needed, and `together` names those of them that every first use loads. Modules that the first
 * entry point and another file need go into a file `shared`, and so do those that several of the
 * files that are loaded together need; everything else is bundled where it is imported.
 *
 * esbuild's own splitting would make a file for each set of entries that have something in common.
 * The root entry would then load three, and each file costs as much time to import as 20 KB of
 * code.
 */
export async function planBuiltFiles(
  entryPoints: Entries,
  later: Entries,
  together: readonly string[],
): Promise<BuiltFiles> {
  const entries = { ...entryPoints, ...later };
  const shared = await sharedModules(entries, together);
  const sharedEntry = await writeSharedEntry(shared);
  const fileOf = new Map([
    ...Object.entries(entries).map(([file, path]) => [resolve(path), file] as const),
    ...shared.map((path) => [path, "shared"] as const),
  ]);
  const plugin = loadFrom(fileOf, resolve(sharedEntry));
  return { entries: { ...entries, shared: sharedEntry }, plugin };
}

/**
 * The modules that the first entry loads at once and another entry needs too, and those that
 * several of the entries `together` need.
 */
async function sharedModules(entries: Entries, together: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: Object.values(entries),
    bundle: true,
    write: false,
    outdir: "dist",
    metafile: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  const starts = new Set(Object.values(entries));
  const loads = new Map(
    Object.entries(entries).map(([file, path]) => [file, loadedAtOnce(metafile, path, starts)]),
  );
  const [first = new Set<string>(), ...others] = loads.values();
  const started = together.map((file) => loads.get(file) ?? new Set<string>());
  const shared = new Set([
    ...[...first].filter((path) => others.some((other) => other.has(path))),
    ...started.flatMap((one, index) =>
      [...one].filter((path) => started.slice(index + 1).some((other) => other.has(path))),
    ),
  ]);
  return [...shared].map((path) => resolve(path));
}

/** The modules that are loaded together with an entry, up to other entries. */
function loadedAtOnce(
  { inputs }: Metafile,
  entry: string,
  entries: ReadonlySet<string>,
): Set<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    for (const { path: next, kind } of inputs[path]?.imports ?? []) {
      if (kind !== "import-statement" || entries.has(next) || found.has(next)) continue;
      if (inputs[next] === undefined) continue; // another package
      found.add(next);
      visit(next);
    }
  };
  visit(entry);
  return found;
}

/** Writes the source file of `shared`, which only exports everything from these modules. */
async function writeSharedEntry(modules: readonly string[]): Promise<string> {
  const path = ".cache/shared.ts";
  const lines = modules.map((module) => {
    const specifier = relative(dirname(path), module).replaceAll("\\", "/");
    return `export * from "${specifier}";`;
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${lines.sort().join("\n")}\n`);
  return path;
}

function loadFrom(fileOf: ReadonlyMap<string, string>, sharedEntry: string): Plugin {
  return {
    name: "built-files",
    setup({ initialOptions, onResolve }): void {
      const extension = initialOptions.outExtension?.[".js"] ?? ".js";
      onResolve({ filter: /^\.\.?\// }, ({ kind, path, importer, resolveDir }) => {
        if (kind === "entry-point" || importer === sharedEntry) return undefined;
        const file = fileOf.get(resolve(resolveDir, path.replace(/\.js$/, ".ts")));
        if (file === undefined || file === fileOf.get(importer)) return undefined;
        return { path: `./${file}${extension}`, external: true };
      });
    },
  };
}
