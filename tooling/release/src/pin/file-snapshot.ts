import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

  static take(files: readonly string[], folders: readonly string[]): FileSnapshot {
    const contents = new Map<string, Buffer | null>();
    for (const file of files) contents.set(file, readIfThere(file));
    for (const file of folders.flatMap(filesIn)) contents.set(file, readIfThere(file));
    return new FileSnapshot(folders, contents);
  }

  /**
   * Restores the files, and removes the ones that did not exist. Not async, so that it can be done
   * when the user interrupts.
   */
  restore(): void {
    const added = this.#folders.flatMap(filesIn).filter((file) => !this.#contents.has(file));
    for (const file of added) rmSync(file);
    for (const [file, content] of this.#contents) putBack(file, content);
  }
}

function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files.map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

function putBack(file: string, content: Buffer | null): void {
  if (content === null) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
