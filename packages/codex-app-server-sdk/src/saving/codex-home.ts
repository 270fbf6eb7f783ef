import { constants } from "node:fs";
import {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  stat,
} from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { OptionsError, ThreadStoreError } from "../errors/index.js";
import { isMissing, noneIfMissing } from "../store/is-missing.js";
import { assertStoredPath } from "../store/stored-path.js";

/** The parts of a CODEX_HOME in which Codex keeps conversations. */
const places = ["sessions", "archived_sessions"];

/**
 * The files of conversations in the CODEX_HOME of a server on this machine. What is read or written
 * lies in it, whatever symbolic links there are.
 */
export class CodexHome {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Rejects with an `OptionsError` when there is no such folder on this machine. */
  static async at(folder: string): Promise<CodexHome> {
    const isFolder = await stat(folder).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (isFolder) return new CodexHome(folder);
    throw new OptionsError(
      `threadStore needs the server's CODEX_HOME, and ${folder} is no folder on this machine.`,
    );
  }

  /** The stored path of a file that the server has named. */
  async storedPath(threadId: string, path: string): Promise<string> {
    const [home, real] = await Promise.all([realpath(this.folder), realpath(path)]);
    const stored = relative(home, real).split(sep).join("/");
    assertStoredPath(threadId, stored);
    return stored;
  }

  /** What is in a file; undefined when there is none. */
  async read(threadId: string, path: string): Promise<Uint8Array | undefined> {
    assertStoredPath(threadId, path);
    try {
      await this.#assertInside(threadId, path);
      return await readFile(join(this.folder, path));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Opens a file for reading. */
  async open(threadId: string, path: string): Promise<FileHandle> {
    assertStoredPath(threadId, path);
    await this.#assertInside(threadId, path);
    return open(join(this.folder, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  }

  /** Writes a file from `offset` on, with the folders that it needs. */
  async write(
    threadId: string,
    { path, offset, bytes }: { path: string; offset: number; bytes: Uint8Array },
  ): Promise<void> {
    assertStoredPath(threadId, path);
    await this.#makeFolder(threadId, dirname(path));
    const { O_CREAT, O_WRONLY, O_NOFOLLOW = 0 } = constants;
    const file = await open(join(this.folder, path), O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600);
    try {
      await file.truncate(offset);
      await file.write(bytes, 0, bytes.length, offset);
    } finally {
      await file.close();
    }
  }

  /** The stored path of the file that a conversation goes on from, by the id in its name. */
  async findSegment(id: string): Promise<string | undefined> {
    const isNamed = (name: string): boolean =>
      name.endsWith(`-${id}.jsonl`) || name.endsWith(`_${id}.jsonl`);
    return (await this.#files()).find((path) => isNamed(basename(path)));
  }

  /** The stored path of the file of this name, wherever it is. */
  async findFile(name: string): Promise<string | undefined> {
    return (await this.#files()).find((path) => basename(path) === name);
  }

  /** The stored paths of all files of a thread: each revert has begun a new one. */
  async filesOf(threadId: string): Promise<string[]> {
    const isNamed = (name: string): boolean =>
      name.endsWith(`-${threadId}.jsonl`) || name.includes(`-${threadId}_`);
    return (await this.#files()).filter((path) => isNamed(basename(path)));
  }

  /** Copies a file to where Codex does not look for conversations. Returns where that is. */
  async setAside(threadId: string, path: string, folder: string): Promise<string> {
    assertStoredPath(threadId, path);
    const target = join(this.folder, "set_aside_sessions", folder);
    await mkdir(target, { recursive: true, mode: 0o700 });
    await copyFile(join(this.folder, path), join(target, basename(path)));
    return target;
  }

  async #files(): Promise<string[]> {
    const found = await Promise.all(places.map((place) => this.#filesIn(place)));
    return found.flat();
  }

  async #filesIn(place: string): Promise<string[]> {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(join(this.folder, place), options).catch(noneIfMissing);
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => relative(this.folder, path).split(sep).join("/"));
  }

  /** One folder after the other, so that none is made behind a link. */
  async #makeFolder(threadId: string, folder: string): Promise<void> {
    let path = "";
    for (const name of folder.split("/")) {
      path = path === "" ? name : `${path}/${name}`;
      await mkdir(join(this.folder, path), { mode: 0o700 }).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      });
      await this.#assertInside(threadId, path);
    }
  }

  async #assertInside(threadId: string, path: string): Promise<void> {
    const [home, real] = await Promise.all([
      realpath(this.folder),
      realpath(join(this.folder, path)),
    ]);
    if (real === join(home, ...path.split("/"))) return;
    const message = `${path} in the CODEX_HOME is a symbolic link, or lies behind one, to ${real}.`;
    throw new ThreadStoreError(threadId, "path", message);
  }
}
