/** A value that waits to be read, and its approximate size in bytes. */
export interface Entry<T> {
  value: T;
  size: number;
}

export interface BoundedBufferOptions<T> {
  /** How many values are kept at most; 0 = no limit. */
  maxItems: number;
  /** How many bytes are kept at most; 0 = no limit. */
  maxBytes: number;
  /** Joins two neighbouring values, or returns undefined when they must stay apart. */
  join(first: Entry<T>, second: Entry<T>): Entry<T> | undefined;
}

/**
 * Keeps values in order, within a limit. A value that would exceed it is joined to its neighbour.
 */
export class BoundedBuffer<T> {
  readonly #join: BoundedBufferOptions<T>["join"];
  readonly #maxItems: number;
  readonly #maxBytes: number;
  #entries: Entry<T>[] = [];
  #head = 0;
  #bytes = 0;
  #joined = 0;

  constructor({ maxItems, maxBytes, join }: BoundedBufferOptions<T>) {
    this.#join = join;
    this.#maxItems = maxItems || Number.POSITIVE_INFINITY;
    this.#maxBytes = maxBytes || Number.POSITIVE_INFINITY;
  }

  /** The limit as text. */
  get limit(): string {
    return `${this.#maxItems} entries or ${this.#maxBytes} bytes`;
  }

  /** How many values were joined to the one before them. */
  get joined(): number {
    return this.#joined;
  }

  /**
   * Adds a value. Returns false and drops it when it does not fit even after joining all
   * neighbours.
   */
  add(entry: Entry<T>): boolean {
    if (!this.#fits(entry)) {
      if (this.#joinToLast(entry)) return true;
      this.#joinNeighbours();
    }
    if (!this.#fits(entry)) return false;
    this.#append(entry);
    return true;
  }

  /** Removes and returns the first value. */
  shift(): Entry<T> | undefined {
    const entry = this.#entries[this.#head];
    if (!entry) return undefined;
    this.#head += 1;
    this.#bytes -= entry.size;
    // Read entries are removed in batches, so that reading takes constant time.
    if (this.#head > 1_000 && this.#head * 2 > this.#entries.length) this.#dropRead();
    return entry;
  }

  /** Removes and returns all values. */
  drain(): Entry<T>[] {
    const entries = this.#entries.slice(this.#head);
    this.#entries = [];
    this.#head = 0;
    this.#bytes = 0;
    return entries;
  }

  #fits(entry: Entry<T>): boolean {
    const items = this.#entries.length - this.#head;
    return items < this.#maxItems && this.#bytes + entry.size <= this.#maxBytes;
  }

  #append(entry: Entry<T>): void {
    this.#entries.push(entry);
    this.#bytes += entry.size;
  }

  #dropRead(): void {
    this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }

  #joinToLast(entry: Entry<T>): boolean {
    const last = this.#entries.at(-1);
    if (!last || this.#head === this.#entries.length) return false;
    const joined = this.#join(last, entry);
    if (!joined || this.#bytes - last.size + joined.size > this.#maxBytes) return false;
    this.#entries[this.#entries.length - 1] = joined;
    this.#bytes += joined.size - last.size;
    this.#joined += 1;
    return true;
  }

  #joinNeighbours(): void {
    for (const entry of this.drain()) {
      if (!this.#joinToLast(entry)) this.#append(entry);
    }
  }
}
