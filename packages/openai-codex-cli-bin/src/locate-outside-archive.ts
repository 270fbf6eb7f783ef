import { existsSync } from "node:fs";
import { CodexRuntimeError } from "./codex-runtime-error.js";

/**
 * The folder in which a package's files can be executed. Electron packs an app into `app.asar`,
 * from which no program can be started. Files kept out of the archive are in `app.asar.unpacked`,
 * under the same path.
 */
export function locateOutsideArchive(packageDir: string): string {
  if (!archive.test(packageDir)) return packageDir;
  const unpacked = packageDir.replace(archive, "$1.unpacked");
  if (existsSync(unpacked)) return unpacked;
  throw new CodexRuntimeError("NOT_EXECUTABLE", {
    summary:
      "The Codex runtime lies inside an Electron archive, from which nothing can be executed.",
    lookedFor: unpacked,
    found: packageDir,
    fix: 'leave it out of the archive: "asarUnpack": ["**/node_modules/openai-codex-cli-bin-*/**"]',
  });
}

/** A path up to its first folder with a name that ends in `.asar`. */
const archive = /^(.*?[^\\/]\.asar)(?=[\\/])/;
