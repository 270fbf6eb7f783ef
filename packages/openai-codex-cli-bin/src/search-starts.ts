import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The files from which packages are looked for: this code's own, then the program's main file. One
 * of them may be missing: a bundler writes the paths of the machine that it ran on into its output,
 * and a program that is given as text has no main file. Both are missing in a program that was
 * compiled into one executable: then it is that file.
 */
export function searchStarts(): string[] {
  const starts = new Set([ownFile(), ownUrl(), process.argv[1]].flatMap(realFile));
  return starts.size > 0 ? [...starts] : [process.execPath];
}

/**
 * In CommonJS, also of a bundle: the file that runs. `typeof` would not tell whether there is such
 * a variable: webpack decides that when it builds, for ES modules wrongly.
 */
function ownFile(): string | undefined {
  try {
    return __filename;
  } catch {
    return undefined;
  }
}

/** In an ES module. A bundle in CommonJS has none. */
function ownUrl(): string | undefined {
  const url: string | undefined = import.meta.url;
  try {
    return url === undefined ? undefined : fileURLToPath(url);
  } catch {
    // A bundler's own kind of address.
    return undefined;
  }
}

/** The file behind a path, which may be a link, as those of a package's programs are. */
function realFile(path: string | undefined): string[] {
  if (path === undefined) return [];
  try {
    return [realpathSync(path)];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isElsewhere = code === "ENOENT" || code === "ENOTDIR";
    // Otherwise this process may not look at the folders above it.
    return isElsewhere ? [] : [path];
  }
}
