import { lastLines } from "./last-lines.js";

/** What a server wrote to stderr before it ended. */
export interface StderrEnd {
  /** The last lines of it. */
  stderrTail: string;
  /** Those of them that it wrote after its last output, which may tell why it has ended. */
  lastWords: string;
}

/** So much is read from a pipe at once. After less there was nothing more in it. */
const fullChunkBytes = 65_536;

/** Keeps the last lines of a server's stderr, and knows which came after its last output. */
export class StderrTail {
  readonly #maxLength: number;
  #kept = "";
  /** How many characters have been read. */
  #read = 0;
  /** How many of them in earlier turns of the event loop. */
  #readEarlier = 0;
  /** Where the last words begin. */
  #lastWordsAt = 0;
  #isMoreToHear = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  append(text: string): void {
    this.#kept = lastLines(this.#kept + text, this.#maxLength);
    this.#read += text.length;
    setImmediate(() => {
      this.#readEarlier = this.#read;
    });
  }

  /**
   * Output of the server was read, of so many bytes: what it wrote to stderr before is not why it
   * ends. Two pipes have no order, so that this is known only of what was read in an earlier turn
   * of the event loop, and before older output was still being read.
   */
  heard(bytes: number): void {
    if (!this.#isMoreToHear) this.#lastWordsAt = this.#readEarlier;
    this.#isMoreToHear = bytes >= fullChunkBytes;
  }

  read(): StderrEnd {
    const kept = this.#kept;
    const at = Math.max(0, kept.length - (this.#read - this.#lastWordsAt));
    const lineStart = at === kept.length ? at : kept.lastIndexOf("\n", at - 1) + 1;
    return { stderrTail: kept.trim(), lastWords: kept.slice(lineStart).trim() };
  }
}
