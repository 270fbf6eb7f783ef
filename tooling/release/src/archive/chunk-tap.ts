import { Transform, type TransformCallback } from "node:stream";
import { describeError } from "../describe-error.js";

/** Large on purpose: handling 400 MB in chunks of 64 KiB takes longer than hashing them. */
export const chunkBytes = 1024 * 1024;

/** A stream that passes chunks on unchanged and calls `look` with each. */
export class ChunkTap extends Transform {
  readonly #look: (chunk: Buffer, total: number) => void;
  #total = 0;

  /**
   * `total` counts the bytes so far, this chunk included. An error thrown by `look` ends the
   * stream.
   */
  constructor(look: (chunk: Buffer, total: number) => void) {
    super({ readableHighWaterMark: chunkBytes, writableHighWaterMark: chunkBytes });
    this.#look = look;
  }

  /** The number of bytes passed on so far. */
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
