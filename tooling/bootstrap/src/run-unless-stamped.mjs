import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readIfThere } from "./read-if-there.mjs";

/**
 * One hash of several named texts. Lengths are hashed too: moving text from one to another shows.
 * @param {Record<string, string>} texts
 */
export function stampOf(texts) {
  const hash = createHash("sha256");
  for (const [name, text] of Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${name.length}:${name}${text.length}:${text}`);
  }
  return hash.digest("hex");
}

/**
 * Does `work` unless the stamp file already contains `stamp`. The file is deleted before the work
 * and written after it, so that an interrupted run does not count as finished.
 * @param {{ path: string, stamp: string, work: () => Promise<unknown> }} options
 */
export async function runUnlessStamped({ path, stamp, work }) {
  // There is no file before the first run, or after node_modules was removed.
  if (readIfThere(path) === stamp) {
    return;
  }
  rmSync(path, { force: true });
  await work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stamp);
}
