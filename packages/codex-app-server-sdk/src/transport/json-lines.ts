import { constants } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

export interface JsonLinesOptions {
  /** Longest line in bytes; 0 = none but that of the runtime's strings, about 512 MiB. */
  maxLineBytes: number;
  /** Called with each complete line that is not blank, without its line feed. */
  line(text: string): void;
  /** Called once, when a line is longer than the limit; nothing is reported after it. */
  tooLong(): void;
}

/** Joining the pieces of a longer line would throw. */
const maxStringLength = constants.MAX_STRING_LENGTH;

/**
 * Cuts a stream of bytes into JSON lines: only the line feed ends a line (U+2028 and U+2029 are
 * content), UTF-8 characters may be split anywhere, and a long line costs time linear in its
 * length because its pieces are joined once.
 */
export class JsonLines {
  readonly #options: JsonLinesOptions;
  readonly #limit: number;
  readonly #decoder = new StringDecoder("utf8");
  /** What is there of the line that has not ended yet. */
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

/** Whether `text` takes more than `limit` bytes; counted only where its length leaves it open. */
function isLonger(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}
