import { createHash } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { formatIntegrity } from "../compute-integrity.js";

/** Decodes base64 that arrives in pieces of any length, and writes it to a file. */
export class AttachmentFile {
  readonly #file: WriteStream;
  readonly #sha512 = createHash("sha512");
  readonly #sha1 = createHash("sha1");
  #size = 0;
  #rest = "";

  constructor(file: string) {
    this.#file = createWriteStream(file);
    // `write` and `close` reject with the error.
    this.#file.on("error", () => {});
  }

  async write(base64: Buffer): Promise<void> {
    const text = this.#rest + base64.toString("latin1");
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new SyntaxError("The attachment is not base64");
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
      throw new SyntaxError("The body has no complete attachment");
    }
    return {
      integrity: formatIntegrity(this.#sha512),
      shasum: this.#sha1.digest("hex"),
      size: this.#size,
    };
  }

  #append(bytes: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#file.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }
}
