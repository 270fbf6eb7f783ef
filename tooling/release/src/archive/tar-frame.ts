import { Header } from "tar";
import { ToolError } from "../tool-error.js";

const blockBytes = 512;

/** Packers fill up the last of their blocks, which are larger than tar's, with zeros. */
const maxPadding = 64 * 1024;

/**
 * Follows the blocks of a tar archive as its bytes arrive, and passes on those up to its end. The
 * parser behind it would unpack what is compressed once more, and would keep in memory all that
 * follows the end.
 */
export class TarFrame {
  /** The bytes of a header that has not arrived completely. */
  #header = Buffer.alloc(0);
  /** The bytes of the current file, with its padding, that are still to come. */
  #body = 0;
  /** The start of the first header, as long as the rest of it has not arrived. */
  #held = Buffer.alloc(0);
  #isFirst = true;
  #zeroBlocks = 0;
  #behindEnd = 0;

  /** The part of the chunk that belongs to the archive. Throws if the bytes are no archive. */
  take(chunk: Buffer): Buffer {
    let at = 0;
    while (at < chunk.length && this.#zeroBlocks < 2) {
      at += this.#body > 0 ? this.#skipBody(chunk, at) : this.#readHeader(chunk, at);
    }
    this.#checkBehindEnd(chunk.subarray(at));
    return this.#isFirst ? Buffer.alloc(0) : this.#withHeld(chunk.subarray(0, at));
  }

  /** Throws if the archive's end has not arrived. */
  finish(): void {
    if (this.#isFirst) throw refused("it is not a tar file");
    if (this.#zeroBlocks < 2) throw refused("it ends in the middle");
  }

  /** The parser looks for compressed data at the start, so it gets the first header whole. */
  #withHeld(bytes: Buffer): Buffer {
    const held = this.#held;
    this.#held = Buffer.alloc(0);
    return held.length > 0 ? Buffer.concat([held, bytes]) : bytes;
  }

  #skipBody(chunk: Buffer, at: number): number {
    const skipped = Math.min(this.#body, chunk.length - at);
    this.#body -= skipped;
    return skipped;
  }

  #readHeader(chunk: Buffer, at: number): number {
    const taken = Math.min(blockBytes - this.#header.length, chunk.length - at);
    this.#header = Buffer.concat([this.#header, chunk.subarray(at, at + taken)]);
    if (this.#isFirst && this.#header.length < blockBytes) this.#held = this.#header;
    if (this.#header.length === blockBytes) {
      this.#follow(new Header(this.#header));
      this.#header = Buffer.alloc(0);
    }
    return taken;
  }

  #follow({ nullBlock, cksumValid, size = 0 }: Header): void {
    if (nullBlock) {
      this.#zeroBlocks += 1;
    } else if (!cksumValid || !Number.isSafeInteger(size) || size < 0) {
      throw refused(this.#isFirst ? "it is not a tar file" : "it has a damaged header");
    } else {
      this.#zeroBlocks = 0;
      this.#body = Math.ceil(size / blockBytes) * blockBytes;
    }
    this.#isFirst = false;
  }

  #checkBehindEnd(bytes: Buffer): void {
    if (bytes.length === 0) return;
    if (!bytes.equals(Buffer.alloc(bytes.length))) throw refused("there is data behind its end");
    this.#behindEnd += bytes.length;
    if (this.#behindEnd > maxPadding) {
      throw refused(`there are more than ${maxPadding} bytes behind its end`);
    }
  }
}

function refused(problem: string): ToolError {
  return new ToolError("check", `The archive is refused: ${problem}`);
}
