/** Bytes that grow at the end, without copying those that are there. */
export class ByteList {
  #chunks: Uint8Array[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Drops what is beyond `offset`, and adds a copy of `bytes` there. */
  append(offset: number, bytes: Uint8Array): void {
    if (offset < this.#length) this.#chunks = [this.toBytes().subarray(0, offset)];
    if (bytes.length > 0) this.#chunks.push(bytes.slice());
    this.#length = offset + bytes.length;
  }

  /** A copy of all of them. */
  toBytes(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}
