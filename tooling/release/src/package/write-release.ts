import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRelease, type Release, releaseFileName } from "./release.js";

export async function writeRelease(release: Release, folder: string): Promise<void> {
  await writeFile(join(folder, releaseFileName), `${JSON.stringify(release, null, 2)}\n`);
}

/** Null if the folder has no `release.json`. */
export async function readRelease(folder: string): Promise<Release | null> {
  const text = await readFile(join(folder, releaseFileName), "utf8").catch(() => null);
  return text === null ? null : parseRelease(text);
}
