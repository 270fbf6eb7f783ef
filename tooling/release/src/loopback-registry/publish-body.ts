import { createHash } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { sriOf } from "../integrity.js";

/** An upload as it was received: what the client said, and the tarball's bytes in a file. */
export interface ReceivedBody {
  /** The JSON document, with the attachment's data left out. */
  document: Record<string, unknown>;
  integrity: string;
  shasum: string;
  /** Bytes of the tarball. */
  size: number;
}

/** The document without its attachment is metadata and a README: more than this is not a publish. */
const maxDocumentBytes = 8 * 1024 * 1024;

/**
 * Reads the body of `PUT /name`, whose base64 attachment goes to `file` while it arrives: a string of JavaScript
 * could not hold the largest one. Throws a `SyntaxError` for anything that is not such a body.
 */
export async function receivePublishBody(
  body: AsyncIterable<Buffer>,
  file: string,
): Promise<ReceivedBody> {
  const attachment = new AttachmentFile(file);
  const scanner = new BodyScanner();
  try {
    for await (const chunk of body) {
      for (const data of scanner.scan(chunk)) await attachment.write(data);
    }
  } finally {
    await attachment.close();
  }
  return { document: scanner.document(), ...attachment.digests() };
}

const byte = { quote: 0x22, backslash: 0x5c, open: 0x7b, close: 0x7d, list: 0x5b, endList: 0x5d };

/** Follows a JSON text just far enough to know `_attachments.<file>.data` when it comes. */
class BodyScanner {
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #depth = 0;
  #text: number[] = [];
  #lastString = "";
  /** The key that the member of each open object has. */
  #keys: string[] = [];
  #state: "outside" | "string" | "escape" | "data" = "outside";

  /** The attachment's base64 text in this chunk. */
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
    if (typeof document === "object" && document !== null && !Array.isArray(document)) {
      return { ...document };
    }
    throw new SyntaxError("The body is no JSON object");
  }

  /** Where the attachment's data begins, or the chunk ends. */
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
    } else if (character === byte.open || character === byte.list) this.#depth += 1;
    else if (character === byte.close || character === byte.endList) {
      this.#depth -= 1;
      this.#keys.length = Math.min(this.#keys.length, this.#depth);
    } else if (character === 0x3a) this.#keys[this.#depth - 1] = this.#lastString;
    else if (character === 0x2c) this.#keys.length = Math.min(this.#keys.length, this.#depth - 1);
  }

  #isAttachment(): boolean {
    return this.#depth === 3 && this.#keys[0] === "_attachments" && this.#keys[2] === "data";
  }

  #keep(bytes: Buffer): void {
    this.#keptBytes += bytes.length;
    if (this.#keptBytes > maxDocumentBytes) {
      throw new SyntaxError(`The body has more than ${maxDocumentBytes} bytes beside its tarball`);
    }
    this.#kept.push(Buffer.from(bytes));
  }
}

/** Base64 has no escapes: the next quote ends it. */
function endOfString(chunk: Buffer, start: number): number {
  const quote = chunk.indexOf(byte.quote, start);
  return quote === -1 ? chunk.length : quote;
}

/** Decodes base64 that arrives in pieces of any length into a file. */
class AttachmentFile {
  #file: WriteStream;
  #sha512 = createHash("sha512");
  #sha1 = createHash("sha1");
  #size = 0;
  #rest = "";

  constructor(file: string) {
    this.#file = createWriteStream(file);
    // The writes and `close` report it.
    this.#file.on("error", () => {});
  }

  async write(base64: Buffer): Promise<void> {
    const text = this.#rest + base64.toString("latin1");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new SyntaxError("The attachment is no base64");
    const whole = text.length - (text.length % 4);
    this.#rest = text.slice(whole);
    const bytes = Buffer.from(text.slice(0, whole), "base64");
    this.#sha512.update(bytes);
    this.#sha1.update(bytes);
    this.#size += bytes.length;
    await this.#append(bytes);
  }

  async close(): Promise<void> {
    this.#file.end();
    await finished(this.#file);
  }

  digests(): { integrity: string; shasum: string; size: number } {
    if (this.#rest !== "" || this.#size === 0) {
      throw new SyntaxError("The body has no whole attachment");
    }
    return { integrity: sriOf(this.#sha512), shasum: this.#sha1.digest("hex"), size: this.#size };
  }

  #append(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#file.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}
