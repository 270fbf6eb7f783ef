import { posix } from "node:path";
import type { Edge } from "./build-import-graph.js";

/** A workspace package: its folder in the repository, and what its files import. */
export interface PackageImports {
  readonly folder: string;
  readonly edges: readonly Edge[];
}

export interface PackageNames {
  readonly tooling: readonly string[];
  readonly all: readonly string[];
}

/**
 * Imports that cross package borders where they may not, one sentence each. What is published
 * imports other packages only by name and public entry, and never the tooling. The tooling may also
 * import internal files of a package, such as a table, by path.
 */
export function findBorderProblems(
  packages: readonly PackageImports[],
  names: PackageNames,
): string[] {
  return packages.flatMap(({ folder, edges }) =>
    edges.flatMap((edge) => {
      const problem = problemOf(folder, edge, names);
      return problem ? [`${folder}/${edge.from} imports ${edge.specifier}: ${problem}`] : [];
    }),
  );
}

function problemOf(
  folder: string,
  { specifier, to }: Edge,
  { tooling, all }: PackageNames,
): string | undefined {
  const ships = folder.startsWith("packages/");
  if (to?.startsWith("../") && (ships || !posix.join(folder, to).startsWith("packages/"))) {
    return "it leaves its package; use the other package's name";
  }
  if (ships && tooling.some((name) => isOf(specifier, name))) {
    return "packages do not use the tooling";
  }
  return all.some((name) => /^(src|dist)\b/.test(insideOf(specifier, name)))
    ? "it goes past the other package's entries"
    : undefined;
}

function isOf(specifier: string, name: string): boolean {
  return specifier === name || specifier.startsWith(`${name}/`);
}

function insideOf(specifier: string, name: string): string {
  return specifier.startsWith(`${name}/`) ? specifier.slice(name.length + 1) : "";
}
