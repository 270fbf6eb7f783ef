import { BufferOverflowError } from "../errors/index.js";
import { type CallSite, callSite, showCaller } from "../errors/with-caller.js";
import { BoundedBuffer, type BoundedBufferOptions } from "./bounded-buffer.js";

export interface AsyncQueueOptions<T> extends BoundedBufferOptions<T> {
  /**
   * Called once when the queue accepts no more values: it ended, exceeded its limit, or its reader
   * left.
   */
  closed?(): void;
}

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(reason: unknown): void;
}

/**
 * A queue with a size limit between one writer and one asynchronous reader. When it is full,
 * neighbouring values are joined; if that is not enough, it fails with a `BufferOverflowError`.
 */
export class AsyncQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #buffer: BoundedBuffer<T>;
  readonly #onClosed: () => void;
  #caller: CallSite = {};
  #readers: Reader<T>[] = [];
  #closed: { error?: unknown } | undefined;

  constructor(options: AsyncQueueOptions<T>) {
    this.#buffer = new BoundedBuffer(options);
    this.#onClosed = options.closed ?? (() => {});
  }

  /** Somebody asks for it, and is shown by the error that it ends with. */
  take(): this {
    this.#caller = callSite(this.take);
    return this;
  }

  /** How many values were joined to the one before them. */
  get joined(): number {
    return this.#buffer.joined;
  }

  /** Adds a value of about `size` bytes. Does nothing once the queue is closed. */
  push(value: T, size: number): void {
    if (this.#closed) return;
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve({ done: false, value });
    } else if (!this.#buffer.add({ value, size })) {
      this.overflow();
    }
  }

  /** Ends the queue after the values that are already in it. */
  end(): void {
    this.#close({});
  }

  /** Ends the queue with an error after the values that are already in it. */
  fail(error: unknown): void {
    this.#close({ error });
  }

  /** Drops all values and ends the queue at once with a `BufferOverflowError`. */
  overflow(): void {
    if (this.#closed) return;
    this.#buffer.drain();
    this.fail(
      new BufferOverflowError(
        `The stream was read too slowly and its buffer exceeded ${this.#buffer.limit}. Read faster, or raise the limit.`,
      ),
    );
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const entry = this.#buffer.shift();
    if (entry) return Promise.resolve({ done: false, value: entry.value });
    if (!this.#closed) {
      return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
    }
    if (!("error" in this.#closed)) return Promise.resolve({ done: true, value: undefined });
    const { error } = this.#closed;
    this.#closed = {}; // an iterator reports its error only once
    showCaller(error, this.#caller);
    return Promise.reject(error);
  }

  /** The reader leaves. All values are dropped, and no more are kept. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#buffer.drain();
    this.#close({});
    this.#closed = {};
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #close(closed: { error?: unknown }): void {
    if (this.#closed) return;
    this.#closed = closed;
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) void this.next().then(reader.resolve, reader.reject);
    this.#onClosed();
  }
}
