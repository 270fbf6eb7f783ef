import { rmdirSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeOnInterrupt, undoOnInterrupt } from "./interruption.js";

/** Older folders are leftovers of killed runs: no staging takes this long. */
const staleAfterMs = 60 * 60 * 1_000;

/**
 * Runs `work` with a new empty folder inside `parent` and removes it afterwards, together with
 * `parent` if that is empty. Being on the same file system, its content can be moved into place by
 * renaming.
 */
export async function withWorkFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await mkdir(parent, { recursive: true });
  await removeStale(parent);
  const folder = await mkdtemp(join(parent, "stage-"));
  using _parent = undoOnInterrupt(() => rmdirSync(parent));
  using _folder = removeOnInterrupt(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    if ((await readdir(parent)).length === 0) await rm(parent, { recursive: true, force: true });
  }
}

async function removeStale(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > staleAfterMs) await rm(folder, { recursive: true, force: true });
  }
}
