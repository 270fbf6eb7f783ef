import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The content of files and folders at one moment. */
export class FileSnapshot {
  readonly #folders: readonly string[];
  /** By path; null for a file that did not exist. */
  readonly #contents: ReadonlyMap<string, Buffer | null>;

  private constructor(folders: readonly string[], contents: ReadonlyMap<string, Buffer | null>) {
    this.#folders = folders;
    this.#contents = contents;
  }

  static async take(files: readonly string[], folders: readonly string[]): Promise<FileSnapshot> {
    const contents = new Map<string, Buffer | null>();
    for (const file of files) contents.set(file, await readFile(file).catch(() => null));
    for (const folder of folders) {
      for (const file of await filesIn(folder)) contents.set(file, await readFile(file));
    }
    return new FileSnapshot(folders, contents);
  }

  /** Restores the files, and removes the ones that did not exist. */
  async restore(): Promise<void> {
    for (const folder of this.#folders) {
      const added = (await filesIn(folder)).filter((file) => !this.#contents.has(file));
      for (const file of added) await rm(file);
    }
    for (const [file, content] of this.#contents) await putBack(file, content);
  }
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
