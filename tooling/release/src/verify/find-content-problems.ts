import { asRecord } from "../json/is-record.js";
import type { PackageFile } from "../package/package-file.js";

/** Finds missing files that every package needs, and programs that are not executable. */
export function findContentProblems(
  manifest: Record<string, unknown>,
  files: readonly PackageFile[],
): string[] {
  const modes = new Map(files.map(({ path, mode }) => [path, mode]));
  const missing = ["README.md", "LICENSE"].filter((path) => !modes.has(path));
  // Not every package manager makes the programs in `bin` executable.
  const programs = Object.values(asRecord(manifest.bin)).map((path) =>
    String(path).replace(/^\.\//, ""),
  );
  const wrong = programs.filter((path) => modes.get(path) !== 0o755);
  return [
    ...missing.map((path) => `has no ${path}`),
    ...wrong.map((path) => `has ${path} in bin, which is missing or cannot be executed`),
  ];
}
