import { BufferOverflowError } from "../errors.js";

/** A value that waits to be read, and about how many bytes it holds. */
export interface Entry<T> {
  value: T;
  size: number;
}

export interface AsyncQueueOptions<T> {
  /** Most values that wait to be read; 0 = no limit. */
  maxItems: number;
  /** Most bytes that wait to be read; 0 = no limit. */
  maxBytes: number;
  /** Joins two neighbours into one, or returns undefined where they must stay apart. */
  join(first: Entry<T>, second: Entry<T>): Entry<T> | undefined;
  /** Called once, when the reader leaves before the end. */
  detached?(): void;
}

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(reason: unknown): void;
}

/**
 * A bounded queue between one writer and one asynchronous reader. Over the bound, neighbouring
 * values are joined; where that is not enough, the queue fails with a `BufferOverflowError`.
 */
export class AsyncQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #options: AsyncQueueOptions<T>;
  readonly #maxItems: number;
  readonly #maxBytes: number;
  #entries: Entry<T>[] = [];
  #head = 0;
  #bytes = 0;
  #joined = 0;
  #readers: Reader<T>[] = [];
  #closed: { error?: unknown } | undefined;

  constructor(options: AsyncQueueOptions<T>) {
    this.#options = options;
    this.#maxItems = options.maxItems || Number.POSITIVE_INFINITY;
    this.#maxBytes = options.maxBytes || Number.POSITIVE_INFINITY;
  }

  /** How many values were joined into the one before them. */
  get joined(): number {
    return this.#joined;
  }

  /** Adds a value of about `size` bytes. Does nothing once the queue is closed. */
  push(value: T, size: number): void {
    if (this.#closed) return;
    const reader = this.#readers.shift();
    if (reader) reader.resolve({ done: false, value });
    else this.#store({ value, size });
  }

  /** Ends the queue once what waits has been read. */
  end(): void {
    this.#close({});
  }

  /** Ends the queue with an error once what waits has been read. */
  fail(error: unknown): void {
    this.#close({ error });
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const entry = this.#shift();
    if (entry) return Promise.resolve({ done: false, value: entry.value });
    if (!this.#closed)
      return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
    if (!("error" in this.#closed)) return Promise.resolve({ done: true, value: undefined });
    const { error } = this.#closed;
    this.#closed = {}; // an iterator reports its error once
    return Promise.reject(error);
  }

  /** The reader leaves: what waits is dropped, and nothing is kept for it any more. */
  return(): Promise<IteratorResult<T, undefined>> {
    const early = this.#closed === undefined;
    this.#clear();
    this.#close({});
    if (early) this.#options.detached?.();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #store(entry: Entry<T>): void {
    if (!this.#fits(entry)) {
      if (this.#joinToLast(entry)) return;
      this.#joinNeighbours();
    }
    if (this.#fits(entry)) this.#append(entry);
    else this.#overflow();
  }

  #fits(entry: Entry<T>): boolean {
    const items = this.#entries.length - this.#head;
    return items < this.#maxItems && this.#bytes + entry.size <= this.#maxBytes;
  }

  #append(entry: Entry<T>): void {
    this.#entries.push(entry);
    this.#bytes += entry.size;
  }

  #shift(): Entry<T> | undefined {
    const entry = this.#entries[this.#head];
    if (!entry) return undefined;
    this.#head += 1;
    this.#bytes -= entry.size;
    // What was read is dropped in batches, so that reading costs constant time.
    if (this.#head > 1_000 && this.#head * 2 > this.#entries.length) this.#dropRead();
    return entry;
  }

  #dropRead(): void {
    this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }

  #joinToLast(entry: Entry<T>): boolean {
    const last = this.#entries.at(-1);
    if (!last || this.#head === this.#entries.length) return false;
    const joined = this.#options.join(last, entry);
    if (!joined || this.#bytes - last.size + joined.size > this.#maxBytes) return false;
    this.#entries[this.#entries.length - 1] = joined;
    this.#bytes += joined.size - last.size;
    this.#joined += 1;
    return true;
  }

  #joinNeighbours(): void {
    const waiting = this.#entries.slice(this.#head);
    this.#clear();
    for (const entry of waiting) {
      if (!this.#joinToLast(entry)) this.#append(entry);
    }
  }

  #overflow(): void {
    this.#clear();
    this.fail(new BufferOverflowError(`${this.#maxItems} entries or ${this.#maxBytes} bytes`));
  }

  #clear(): void {
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
  }

  #close(closed: { error?: unknown }): void {
    if (this.#closed) return;
    this.#closed = closed;
    const readers = this.#readers;
    this.#readers = [];
    for (const reader of readers) void this.next().then(reader.resolve, reader.reject);
  }
}
