import { basename } from "node:path";
import { messageOf } from "../errors/error-text.js";
import { ThreadStoreError } from "../errors/index.js";
import { isMissing } from "../store/is-missing.js";
import type { FileAppend } from "../store/thread-store.js";
import type { CodexHome } from "./codex-home.js";
import { readLineage } from "./lineage.js";
import { pieceBytes, readPiece, type SentFile } from "./read-piece.js";

export interface ThreadFilesOptions {
  readonly threadId: string;
  readonly home: CodexHome;
  /** Asks the server where the thread's newest file is; undefined when it is not stored. */
  locate(): Promise<string | undefined>;
}

/** The files of one thread, and what of them the store has. */
export class ThreadFiles {
  readonly #options: ThreadFilesOptions;
  /** The newest file, as the server has named it; undefined where it must be asked. */
  #head: string | undefined;
  #files: SentFile[];
  #moves = 0;

  /** `stored` is what the store has. */
  constructor(options: ThreadFilesOptions, stored: readonly { path: string; length: number }[]) {
    this.#options = options;
    this.#files = stored.map(({ path, length }) => ({ path, limit: length, sent: length }));
  }

  get paths(): string[] {
    return this.#files.map(({ path }) => path);
  }

  /** The server has named the newest file. */
  found(head: string): void {
    this.#head = head;
  }

  /** The newest file is another one, or somewhere else. */
  moved(): void {
    this.#head = undefined;
    this.#moves += 1;
  }

  /** The store has lost what it had. */
  resend(): void {
    for (const file of this.#files) file.sent = 0;
  }

  /**
   * Looks which files there are. Returns whether there are any: before its first turn it has none.
   */
  async look(): Promise<boolean> {
    const head = await this.#locate();
    const path = head === undefined ? undefined : await this.#storedPath(head);
    if (path === undefined) return this.#assertNew();
    const newest = this.#files.at(-1);
    if (newest?.path === path && newest.limit === undefined) return true;
    const { threadId, home } = this.#options;
    const sent = new Map(this.#files.map((file) => [file.path, file.sent]));
    this.#files = (await readLineage(threadId, path, home)).map((part) => ({
      ...part,
      sent: Math.min(sent.get(part.path) ?? 0, part.limit ?? Number.POSITIVE_INFINITY),
    }));
    return true;
  }

  /** Archiving moves a file to another folder, and the server tells too late to which one. */
  async #storedPath(head: string): Promise<string | undefined> {
    const { threadId, home } = this.#options;
    try {
      return await home.storedPath(threadId, head);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return home.findFile(basename(head));
    }
  }

  #assertNew(): false {
    if (this.#files.length === 0) return false;
    const { threadId } = this.#options;
    throw new ThreadStoreError(threadId, "failed", "its file in the CODEX_HOME is gone.");
  }

  /** What the server has said before a move says nothing any more. */
  async #locate(): Promise<string | undefined> {
    for (let moves = -1; this.#head === undefined && moves !== this.#moves; ) {
      moves = this.#moves;
      const head = await this.#options.locate();
      if (moves === this.#moves) this.#head ??= head;
    }
    return this.#head;
  }

  /** What the next save has to send. */
  async next(): Promise<FileAppend[]> {
    const { threadId, home } = this.#options;
    const appends: FileAppend[] = [];
    let max = pieceBytes;
    for (const file of this.#files) {
      const bytes = await readPiece(threadId, file, { home, max });
      max -= bytes.length;
      appends.push({ path: file.path, offset: file.sent, bytes });
    }
    return appends;
  }

  /** The store has taken them. */
  taken(appends: readonly FileAppend[]): void {
    const ends = new Map(appends.map(({ path, offset, bytes }) => [path, offset + bytes.length]));
    for (const file of this.#files) file.sent = ends.get(file.path) ?? file.sent;
  }
}

/** What could not be read of the server's files, as our own error. */
export function fileError(threadId: string, cause: unknown): ThreadStoreError {
  const message = `its file in the CODEX_HOME could not be used: ${messageOf(cause)}`;
  return new ThreadStoreError(threadId, "failed", message, { cause });
}
