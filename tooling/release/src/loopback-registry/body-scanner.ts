import { isRecord } from "../json/is-record.js";

/** Without its attachment the document is metadata and a README. Anything larger is refused. */
const maxDocumentBytes = 8 * 1024 * 1024;

const byte = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  list: 0x5b,
  backslash: 0x5c,
  endList: 0x5d,
  open: 0x7b,
  close: 0x7d,
} as const;

/**
 * Scans JSON text as it arrives and separates `_attachments.<file>.data` from the rest. It follows
 * strings and nesting only as far as that takes.
 */
export class BodyScanner {
  readonly #kept: Buffer[] = [];
  #keptBytes = 0;
  #depth = 0;
  #text: number[] = [];
  #lastString = "";
  /** The current key of each object that is still open, from the outermost on. */
  readonly #keys: string[] = [];
  #state: "outside" | "string" | "escape" | "data" = "outside";

  /** Returns the parts of the chunk that belong to the attachment's base64 text. */
  scan(chunk: Buffer): Buffer[] {
    const data: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      const isData = this.#state === "data";
      const end = isData ? endOfString(chunk, at) : this.#scanKept(chunk, at);
      const part = chunk.subarray(at, end);
      if (isData) data.push(part);
      else this.#keep(part);
      if (isData && end < chunk.length) this.#state = "string";
      at = end;
    }
    return data;
  }

  document(): Record<string, unknown> {
    const document: unknown = JSON.parse(Buffer.concat(this.#kept).toString("utf8"));
    if (isRecord(document)) return document;
    throw new SyntaxError("The body is not a JSON object");
  }

  /** The position where the attachment's data begins, or the end of the chunk. */
  #scanKept(chunk: Buffer, start: number): number {
    for (let at = start; at < chunk.length; at += 1) {
      this.#step(chunk[at] ?? 0);
      if (this.#state === "data") return at + 1;
    }
    return chunk.length;
  }

  #step(character: number): void {
    if (this.#state === "escape") this.#state = "string";
    else if (this.#state === "string") this.#stepInString(character);
    else this.#stepOutside(character);
  }

  #stepInString(character: number): void {
    if (character === byte.backslash) this.#state = "escape";
    if (character !== byte.quote) {
      if (this.#text.length < 256) this.#text.push(character);
      return;
    }
    this.#lastString = String.fromCharCode(...this.#text);
    this.#state = "outside";
  }

  #stepOutside(character: number): void {
    if (character === byte.quote) {
      this.#text = [];
      this.#state = this.#isAttachment() ? "data" : "string";
    } else if (character === byte.open || character === byte.list) {
      this.#depth += 1;
    } else if (character === byte.close || character === byte.endList) {
      this.#depth -= 1;
      this.#keys.length = Math.min(this.#keys.length, this.#depth);
    } else if (character === byte.colon) {
      this.#keys[this.#depth - 1] = this.#lastString;
    } else if (character === byte.comma) {
      this.#keys.length = Math.min(this.#keys.length, this.#depth - 1);
    }
  }

  #isAttachment(): boolean {
    return this.#depth === 3 && this.#keys[0] === "_attachments" && this.#keys[2] === "data";
  }

  #keep(bytes: Buffer): void {
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > maxDocumentBytes) {
      throw new SyntaxError(`The body has more than ${maxDocumentBytes} bytes besides its tarball`);
    }
    this.#kept.push(Buffer.from(bytes));
  }
}

/** Base64 text contains no escapes, so the next quote ends it. */
function endOfString(chunk: Buffer, start: number): number {
  const quote = chunk.indexOf(byte.quote, start);
  return quote === -1 ? chunk.length : quote;
}
