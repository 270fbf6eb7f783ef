import { OptionsError } from "../errors/index.js";
import type { StreamEnd } from "../notifications/fan-out.js";
import { ByteBuffer } from "./byte-buffer.js";
import { OutputReader } from "./output-reader.js";

/** So many bytes make a text that is not too long, whatever they are. */
const longestText = 2 ** 29 - 24;

/** What a program writes to stdout or stderr: the beginning is kept, all of it can be read live. */
export class ProgramOutput {
  readonly #limit: number;
  readonly #kept: ByteBuffer;
  #reader: OutputReader | undefined;
  #isCut = false;
  /** Something beyond what is kept came before there was a reader. */
  #hasDropped = false;
  #end: StreamEnd | undefined;

  /** `maxBytes` of it are kept at most; 0 = as many as a text can hold. */
  constructor(maxBytes: number) {
    this.#limit = Math.min(maxBytes || longestText, longestText);
    this.#kept = new ByteBuffer(this.#limit);
  }

  /** Whether there was more than what is kept. */
  get isCut(): boolean {
    return this.#isCut;
  }

  /** What is kept, as text. */
  get text(): string {
    return this.#kept.text(this.#isCut);
  }

  push(bytes: Uint8Array): void {
    const beyond = this.#kept.append(bytes);
    if (beyond.length > 0) this.#isCut = true;
    if (this.#reader) this.#reader.push(beyond);
    else if (beyond.length > 0) this.#hasDropped = true;
  }

  /** The server itself has dropped what follows. */
  cut(): void {
    this.#isCut = true;
  }

  close(end: StreamEnd): void {
    this.#end = end;
    this.#reader?.close(end);
  }

  /** Everything from the start on, for one reader. */
  read(): OutputReader {
    if (this.#reader) {
      throw new OptionsError("This output is being read already, or was: it can be read once.");
    }
    const reader = new OutputReader({
      kept: this.#kept,
      limit: this.#limit,
      isCut: this.#hasDropped,
    });
    this.#reader = reader;
    if (this.#end) reader.close(this.#end);
    return reader;
  }
}
