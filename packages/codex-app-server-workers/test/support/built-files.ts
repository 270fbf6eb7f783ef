import { readFileSync } from "node:fs";

const dist = new URL("../../dist/", import.meta.url);

/** What is loaded with a file of `dist`, at once or later. */
export interface LoadedFiles {
  /** The files of `dist`, that one included. */
  files: string[];
  /** The packages of others; Node's own modules are none. */
  packages: string[];
}

export function loadedWith(entry: string): LoadedFiles {
  const files = new Set([entry]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const name of importsOf(file)) {
      if (name.startsWith("./")) files.add(name.slice(2));
      else if (!name.startsWith("node:")) packages.add(packageOf(name));
    }
  }
  return { files: [...files], packages: [...packages].sort() };
}

/** The source modules in an ES module. The bundler writes the path of each above its code. */
export function modulesIn(file: string): string[] {
  const [, ...parts] = readBuilt(file).split(/^\/\/ (\S+\.[cm]?[jt]s)$/m);
  const modules = new Set<string>();
  for (let index = 0; index < parts.length; index += 2) {
    // A module that only passes on what others have has no code of its own.
    const code = (parts[index + 1] ?? "").replace(/^import [^;]*;$/gm, "").trim();
    if (code !== "") modules.add(parts[index] ?? "");
  }
  return [...modules];
}

/** The classes in a built file. */
export function classesIn(file: string): string[] {
  return [...readBuilt(file).matchAll(/^(?:var (\w+) = )?class (\w+)/gm)].map(
    ([, variable, name = ""]) => variable ?? name,
  );
}

function importsOf(file: string): string[] {
  const imports = /(?:\bfrom |\bimport |\bimport\(|\brequire\()\s*(['"])([^'"\n]+)\1/g;
  return [...readBuilt(file).matchAll(imports)].map(([, , name = ""]) => name);
}

function readBuilt(file: string): string {
  return readFileSync(new URL(file, dist), "utf8");
}

/** `@scope/name/entry` → `@scope/name` */
function packageOf(name: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
}
