import { posix } from "node:path";
import { type Import, readImports } from "./read-imports.js";

/** A source file, with its path inside its package. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One import: a file of a package names another module. */
export interface Edge extends Import {
  readonly from: string;
  /** Path of the file it names; `../…` when outside the package, undefined when it is a package. */
  readonly to: string | undefined;
}

/**
 * What the files of a package import.
 *
 * @param selfReferences what the package's own name and entries stand for, as paths in it
 */
export function buildImportGraph(
  files: readonly SourceFile[],
  selfReferences: Readonly<Record<string, string>> = {},
): Edge[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap(({ path, text }) =>
    readImports(text, path).map((one) => ({
      ...one,
      from: path,
      to: selfReferences[one.specifier] ?? resolveRelative(path, one.specifier, paths),
    })),
  );
}

function resolveRelative(
  from: string,
  specifier: string,
  paths: ReadonlySet<string>,
): string | undefined {
  if (!specifier.startsWith(".")) {
    return undefined;
  }
  const path = posix.join(posix.dirname(from), specifier);
  const [asTs, asTsx] = [path.replace(/\.(c|m)?js$/, ".$1ts"), path.replace(/\.js$/, ".tsx")];
  return [path, asTsx].find((one) => paths.has(one)) ?? asTs;
}
