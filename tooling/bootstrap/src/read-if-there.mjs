import { readFileSync } from "node:fs";

/**
 * @param {string} path
 * @returns {string | undefined} the file's text; nothing when there is no such file
 */
export function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
