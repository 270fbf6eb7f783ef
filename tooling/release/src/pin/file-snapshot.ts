import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Files as they were; `restore` brings them back, and removes those that were not there. */
export interface FileSnapshot {
  restore: () => Promise<void>;
}

/** Remembers single files and whole folders. */
export async function takeSnapshot(
  files: readonly string[],
  folders: readonly string[],
): Promise<FileSnapshot> {
  const contents = new Map<string, Buffer | null>();
  for (const file of files) contents.set(file, await readFile(file).catch(() => null));
  for (const folder of folders) {
    for (const file of await filesIn(folder)) contents.set(file, await readFile(file));
  }
  const restore = async () => {
    for (const folder of folders) {
      const added = (await filesIn(folder)).filter((file) => !contents.has(file));
      for (const file of added) await rm(file);
    }
    for (const [file, content] of contents) await putBack(file, content);
  };
  return { restore };
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function putBack(file: string, content: Buffer | null): Promise<void> {
  if (content === null) return rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}
