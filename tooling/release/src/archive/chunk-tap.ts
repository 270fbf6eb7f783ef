import { Transform, type TransformCallback } from "node:stream";
import { describeError } from "../describe-error.js";

/** Large chunks: 400 MB in 64 KiB pieces cost more in bookkeeping than in hashing. */
export const chunkBytes = 1024 * 1024;

/** Passes chunks on and shows each, with the bytes seen so far. */
export class ChunkTap extends Transform {
  readonly #look: (chunk: Buffer, total: number) => void;
  #total = 0;

  /** What `look` throws ends the stream. */
  constructor(look: (chunk: Buffer, total: number) => void) {
    super({ readableHighWaterMark: chunkBytes, writableHighWaterMark: chunkBytes });
    this.#look = look;
  }

  /** Bytes that have passed. */
  get total(): number {
    return this.#total;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#total += chunk.length;
    try {
      this.#look(chunk, this.#total);
      done(null, chunk);
    } catch (error) {
      done(error instanceof Error ? error : new Error(describeError(error)));
    }
  }
}
