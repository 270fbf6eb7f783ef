import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readIfThere } from "./read-if-there.mjs";

/**
 * One hash over named texts. Names and texts carry their lengths, so nothing can move between them.
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
 * Does `work` unless the stamp file already holds `stamp`. The file is gone while the work runs:
 * an interrupted run is never taken for a finished one.
 * @param {{ path: string, stamp: string, work: () => Promise<unknown> }} options
 */
export async function runUnlessStamped({ path, stamp, work }) {
  // Without the file, never written or removed with node_modules, the work is to be done.
  if (readIfThere(path) === stamp) {
    return;
  }
  rmSync(path, { force: true });
  await work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, stamp);
}
