import { once } from "node:events";
import { Parser, type ReadEntry } from "tar";
import { ToolError } from "../tool-error.js";
import { type ArchiveLimits, type EntryKind, EntryPolicy } from "./entry-policy.js";
import { TarFrame } from "./tar-frame.js";

/** Parses one tar archive and hands its entries on, one after another. */
export class EntryReader {
  readonly #handle: (entry: ReadEntry, kind: EntryKind) => Promise<void>;
  readonly #policy: EntryPolicy;
  readonly #frame = new TarFrame();
  readonly #parser = new Parser({ strict: true });
  readonly #ended: Promise<unknown>;
  /** The first error: a refused entry, a damaged archive or a failed write. */
  #failure: unknown;
  #current: ReadEntry | undefined;
  #handled: Promise<void> = Promise.resolve();

  constructor(handle: (entry: ReadEntry, kind: EntryKind) => Promise<void>, limits: ArchiveLimits) {
    this.#handle = handle;
    this.#policy = new EntryPolicy(limits);
    this.#ended = once(this.#parser, "end");
    this.#ended.catch((error: unknown) => this.fail(error));
    // A damaged archive can emit several errors, and an unhandled one would end the process.
    this.#parser.on("error", (error: unknown) => this.fail(error));
    this.#parser.on("entry", (entry: ReadEntry) => {
      this.#handled = this.#handled.then(() => this.#take(entry));
    });
    this.#parser.on("ignoredEntry", ({ type }: ReadEntry) => {
      this.fail(new ToolError("check", `The archive is refused: it has a ${type} entry`));
    });
  }

  /** Resolves when every entry is handled; throws the first error. */
  async feed(chunks: AsyncIterable<Buffer>): Promise<void> {
    for await (const chunk of chunks) await this.#write(chunk);
    this.#frame.finish();
    this.#parser.end();
    await this.#finished();
  }

  /** Ends the entry in progress. Throws the first error when nothing more will be handled. */
  async abort(error: unknown): Promise<never> {
    this.fail(error);
    this.#current?.destroy(error);
    await this.#handled;
    throw this.#failure;
  }

  /** Remembers the error, unless there was one before. */
  fail(error: unknown): void {
    this.#failure ??= error;
  }

  /** Remembers an error before the loop that it ends makes the stream fail as well. */
  async #write(chunk: Buffer): Promise<void> {
    try {
      this.#check();
      if (this.#parser.write(this.#frame.take(chunk))) return;
      await Promise.race([once(this.#parser, "drain"), this.#finished()]);
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  async #finished(): Promise<void> {
    await this.#ended;
    await this.#handled;
    this.#check();
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  async #take(entry: ReadEntry): Promise<void> {
    this.#current = entry;
    // `abort` ends it with an error, which nobody may be reading it to hear.
    entry.on("error", (error: unknown) => this.fail(error));
    if (this.#failure === undefined) {
      await this.#checkAndHandle(entry).catch((error: unknown) => this.fail(error));
    }
    // The parser would wait for ever for unread data to be read.
    entry.resume();
  }

  async #checkAndHandle(entry: ReadEntry): Promise<void> {
    const { path, type, size = 0 } = entry;
    await this.#handle(entry, this.#policy.check({ path, type, size }));
  }
}
