import { once } from "node:events";
import type { Readable } from "node:stream";

/** Collects everything that a stream gives. */
export class CollectedOutput {
  readonly #stream: Readable;
  readonly #chunks: Buffer[] = [];

  constructor(stream: Readable) {
    this.#stream = stream.on("data", (chunk: Buffer) => this.#chunks.push(chunk));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  /** Waits until the text so far matches. */
  async until(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text())) {
      await once(this.#stream, "data");
    }
  }
}
