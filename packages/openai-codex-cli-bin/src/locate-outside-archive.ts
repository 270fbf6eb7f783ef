import { existsSync } from "node:fs";
import { CodexRuntimeError } from "./codex-runtime-error.js";

/**
 * Where a package's files can be executed. Electron packs an app into `app.asar`, from which no
 * program can be started; what its packager left out of the archive lies in `app.asar.unpacked`,
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

/** The first folder of a path whose name ends in `.asar`. */
const archive = /^(.*?[^\\/]\.asar)(?=[\\/])/;
