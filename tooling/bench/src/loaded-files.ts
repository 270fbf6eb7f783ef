import type { BundledFile } from "./bundle.js";

export type Files = ReadonlyMap<string, BundledFile>;

/** The file of a bundle that begins with this module. */
export function findFile(files: Files, module: string): string {
  for (const [path, file] of files) {
    if (file.entryPoint?.endsWith(module)) return path;
  }
  throw new Error(`No file of the bundle begins with ${module}.`);
}

/** A file and those that are loaded with it. */
export function loadedWith(file: string, files: Files): Set<string> {
  const loaded = new Set([file]);
  for (const one of loaded) {
    for (const used of files.get(one)?.imports ?? []) loaded.add(used);
  }
  return loaded;
}

/** What each feature loads that is loaded when it is needed, by its module. */
export function findFeatures(files: Files, loaded: ReadonlySet<string>): Map<string, Set<string>> {
  const later = new Set([...files.values()].flatMap(({ laterImports }) => laterImports));
  return new Map(
    [...without(later, loaded)].map((file) => [
      files.get(file)?.entryPoint ?? file,
      without(loadedWith(file, files), loaded),
    ]),
  );
}

export function without(these: ReadonlySet<string>, those: ReadonlySet<string>): Set<string> {
  return new Set([...these].filter((one) => !those.has(one)));
}
