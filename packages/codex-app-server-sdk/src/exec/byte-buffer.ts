const smallest = 1_024;

/** Bytes one after the other in one piece of memory, up to a limit. */
export class ByteBuffer {
  readonly #limit: number;
  #bytes = new Uint8Array(0);
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#length;
  }

  /** Adds what fits, and returns the rest. */
  append(bytes: Uint8Array): Uint8Array {
    const room = this.#limit - this.#length;
    const fitting = bytes.subarray(0, room);
    this.#reserve(this.#length + fitting.length);
    this.#bytes.set(fitting, this.#length);
    this.#length += fitting.length;
    return bytes.subarray(fitting.length);
  }

  /** A copy of a part. */
  slice(start: number, end: number): Uint8Array {
    return this.#bytes.slice(start, Math.min(end, this.#length));
  }

  /** Removes and returns everything. */
  drain(): Uint8Array {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    return bytes;
  }

  /** Everything as text. With `isCut` a character that is not whole at the end is left out. */
  text(isCut: boolean): string {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return decoder.decode(this.#bytes.subarray(0, this.#length), { stream: isCut });
  }

  /** Doubles the memory where there is too little, so that adding takes constant time. */
  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const wanted = Math.max(length, this.#bytes.length * 2, smallest);
    const bytes = new Uint8Array(Math.min(wanted, this.#limit));
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
  }
}
