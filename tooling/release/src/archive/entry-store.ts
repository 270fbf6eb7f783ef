import { once } from "node:events";
import { Parser, type ReadEntry } from "tar";
import { ToolError } from "../tool-error.js";
import { type ArchiveLimits, EntryPolicy } from "./entry-policy.js";
import { storeEntry, type UnpackedFile } from "./store-entry.js";

/** Parses one tar archive and writes its entries below a folder, one after another. */
export class EntryStore {
  /** The files written so far, in the order of the archive. */
  readonly files: UnpackedFile[] = [];
  readonly #into: string;
  readonly #policy: EntryPolicy;
  readonly #parser = new Parser({ strict: true });
  readonly #ended: Promise<unknown>;
  /** The first error: a refused entry, a damaged archive or a failed write. */
  #failure: unknown;
  #current: ReadEntry | undefined;
  #stored: Promise<void> = Promise.resolve();

  constructor(into: string, limits: ArchiveLimits) {
    this.#into = into;
    this.#policy = new EntryPolicy(limits);
    this.#ended = once(this.#parser, "end");
    this.#ended.catch((error: unknown) => this.#fail(error));
    // A damaged archive can emit several errors, and an unhandled one would end the process.
    this.#parser.on("error", (error: unknown) => this.#fail(error));
    this.#parser.on("entry", (entry: ReadEntry) => {
      this.#stored = this.#stored.then(() => this.#store(entry));
    });
    this.#parser.on("ignoredEntry", ({ type }: ReadEntry) => {
      this.#fail(new ToolError("check", `The archive is refused: it has a ${type} entry`));
    });
  }

  /** Resolves when every entry is written; throws the first error. */
  async feed(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) {
      this.#check();
      if (!this.#parser.write(chunk)) {
        await Promise.race([once(this.#parser, "drain"), this.#finished()]);
      }
    }
    this.#parser.end();
    await this.#finished();
  }

  /** Ends the entry in progress. Resolves when nothing more will be written. */
  async abort(error: unknown): Promise<void> {
    this.#fail(error);
    this.#current?.destroy(error);
    await this.#stored;
  }

  async #finished(): Promise<void> {
    await this.#ended;
    await this.#stored;
    this.#check();
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  async #store(entry: ReadEntry): Promise<void> {
    this.#current = entry;
    if (this.#failure === undefined) {
      await this.#write(entry).catch((error: unknown) => this.#fail(error));
    }
    // The parser would wait for ever for unread data to be read.
    entry.resume();
  }

  async #write(entry: ReadEntry): Promise<void> {
    const { path, type, size = 0 } = entry;
    const kind = this.#policy.check({ path, type, size });
    const file = await storeEntry(entry, { kind, into: this.#into });
    if (file !== null) this.files.push(file);
  }
}
