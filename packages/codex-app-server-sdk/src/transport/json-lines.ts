import { constants } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

export interface JsonLinesOptions {
  /**
   * Longest allowed line in bytes. 0 = no limit but the longest string of the runtime, about 512
   * MiB.
   */
  maxLineBytes: number;
  /** Called with each complete line, without its line feed. Blank lines are skipped. */
  line(text: string): void;
  /** Called once when a line exceeds the limit. No line is reported after that. */
  tooLong(): void;
}

/** Joining the pieces of a longer line would throw. */
const maxStringLength = constants.MAX_STRING_LENGTH;

/**
 * Splits a stream of bytes into lines of JSON. Only the line feed ends a line; U+2028 and U+2029
 * are content. Chunks may split UTF-8 characters. The pieces of a long line are joined only once,
 * so that its cost is linear in its length.
 */
export class JsonLines {
  readonly #options: JsonLinesOptions;
  readonly #limit: number;
  readonly #decoder = new StringDecoder("utf8");
  /** The pieces of the current, incomplete line. */
  #pieces: string[] = [];
  #pieceBytes = 0;
  #isStopped = false;

  constructor(options: JsonLinesOptions) {
    this.#options = options;
    this.#limit = Math.min(options.maxLineBytes || maxStringLength, maxStringLength);
  }

  write(chunk: Buffer): void {
    if (this.#isStopped) return;
    const text = this.#decoder.write(chunk);
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#endLine(text.slice(start, end));
      if (this.#isStopped) return;
      start = end + 1;
    }
    if (start < text.length) this.#keep(text.slice(start));
  }

  /** Reports what follows the last line feed, if anything. */
  end(): void {
    if (!this.#isStopped) this.#report(this.#decoder.end());
  }

  #endLine(rest: string): void {
    if (isLonger(rest, this.#limit - this.#pieceBytes)) {
      this.#stop();
    } else {
      this.#pieceBytes = 0;
      this.#report(rest);
    }
  }

  #keep(piece: string): void {
    this.#pieces.push(piece);
    this.#pieceBytes += Buffer.byteLength(piece);
    if (this.#pieceBytes > this.#limit) this.#stop();
  }

  #report(rest: string): void {
    const text = this.#pieces.length === 0 ? rest : [...this.#pieces, rest].join("");
    this.#pieces = [];
    if (text !== "" && text !== "\r") this.#options.line(text);
  }

  #stop(): void {
    this.#isStopped = true;
    this.#pieces = [];
    this.#options.tooLong();
  }
}

/**
 * Whether the UTF-8 form of `text` is longer than `limit` bytes. The bytes are counted only when
 * the number of characters does not decide it.
 */
function isLonger(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}
