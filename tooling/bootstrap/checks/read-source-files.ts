import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./build-import-graph.js";

const code = /\.(ts|tsx|mts|mjs|js)$/;
const left = ["node_modules", "dist", "reports", "generated"];

/** The staged binaries of a platform package. */
const staged = "runtime";

/**
 * The source files of a package. Configuration files are left out: they belong to the workspace.
 */
export function readSourceFiles(folder: string): SourceFile[] {
  return paths(folder, "")
    .filter((path) => code.test(path) && !path.includes(".config."))
    .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));
}

function paths(folder: string, inside: string): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) {
      const isLeft = left.includes(entry.name) || entry.name.startsWith(".") || path === staged;
      return isLeft ? [] : paths(folder, path);
    }
    return [path];
  });
}
