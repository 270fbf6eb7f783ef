import { BufferOverflowError } from "../errors/index.js";
import type { StreamEnd } from "../notifications/fan-out.js";
import { ByteBuffer } from "./byte-buffer.js";

export interface OutputReaderOptions {
  /** What is kept of the output, which grows at its end. */
  kept: ByteBuffer;
  /** How many bytes beyond that wait for the reader at most. */
  limit: number;
  /** Whether something is missing after what is kept. */
  isCut: boolean;
}

interface Waiting {
  resolve(result: IteratorResult<Uint8Array, undefined>): void;
  reject(reason: unknown): void;
}

const chunkLength = 65_536;

/**
 * The reader of one stream of a program. It shares the memory of what is kept, and gets what comes
 * beyond that as long as it reads fast enough.
 */
export class OutputReader implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #kept: ByteBuffer;
  readonly #beyond: ByteBuffer;
  readonly #limit: number;
  readonly #waiting: Waiting[] = [];
  #position = 0;
  #isCut: boolean;
  #end: StreamEnd | undefined;
  #hasLeft = false;

  constructor({ kept, limit, isCut }: OutputReaderOptions) {
    this.#kept = kept;
    this.#beyond = new ByteBuffer(limit);
    this.#limit = limit;
    this.#isCut = isCut;
  }

  /** There is more: in what is kept, or these bytes beyond it. */
  push(beyond: Uint8Array): void {
    if (this.#hasLeft || this.#isCut) return;
    if (this.#beyond.append(beyond).length > 0) {
      this.#beyond.drain();
      this.#isCut = true;
    }
    this.#serve();
  }

  /** Nothing follows. */
  close(end: StreamEnd): void {
    this.#end ??= end;
    this.#serve();
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#serve();
    });
  }

  /** The reader leaves. Nothing is kept for it any more. */
  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#hasLeft = true;
    this.#beyond.drain();
    this.#serve();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Gives those who wait what there is. */
  #serve(): void {
    while (this.#waiting.length > 0) {
      const chunk = this.#take();
      if (chunk === undefined && !this.#isOver) return;
      const waiting = this.#waiting.shift();
      if (chunk) waiting?.resolve({ done: false, value: chunk });
      else this.#tellEnd(waiting);
    }
  }

  #take(): Uint8Array | undefined {
    if (this.#hasLeft) return undefined;
    if (this.#position < this.#kept.length) {
      const chunk = this.#kept.slice(this.#position, this.#position + chunkLength);
      this.#position += chunk.length;
      return chunk;
    }
    return this.#beyond.length > 0 ? this.#beyond.drain() : undefined;
  }

  get #isOver(): boolean {
    return this.#hasLeft || this.#isCut || this.#end !== undefined;
  }

  /** An iterator reports its error only once. */
  #tellEnd(waiting: Waiting | undefined): void {
    const error = this.#hasLeft ? undefined : this.#error();
    this.#hasLeft = true;
    if (error) waiting?.reject(error.reason);
    else waiting?.resolve({ done: true, value: undefined });
  }

  #error(): { reason: unknown } | undefined {
    if (this.#isCut) {
      const text = `The output was read too slowly: more than ${this.#limit} bytes of it were unread, and the rest was dropped. Read faster, or raise limits.maxBufferedBytes.`;
      return { reason: new BufferOverflowError(text) };
    }
    return typeof this.#end === "object" ? { reason: this.#end.error } : undefined;
  }
}
