import { join } from "node:path";
import type { Repository } from "../repository.js";

/**
 * Node's arguments to check the types of a user's files with this checkout's compiler, as strictly
 * as a project can, and the libraries' own with them.
 */
export function compileArguments(files: readonly string[], { root }: Repository): string[] {
  const modules = join(root, "node_modules");
  return [
    join(modules, "typescript", "bin", "tsc"),
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    ...["--module", "nodenext", "--target", "es2022"],
    ...["--lib", "es2023,esnext.disposable"],
    ...["--typeRoots", join(modules, "@types"), "--types", "node"],
    ...files,
  ];
}
