import type { Socket } from "node:net";
import { openLine } from "./open-line.js";

/**
 * A line to a server that can be cut without a word, as by a router that has forgotten it: who is
 * connected hears nothing more, and what is sent is taken and lost. Further connections work.
 */
export class SilentLine {
  readonly #lines = new Map<Socket, { far: Socket; said: string }>();
  #url = "";

  /** Ends with the test. */
  static open(to: number): Promise<SilentLine> {
    return new SilentLine().#open(to);
  }

  get url(): string {
    return this.#url;
  }

  /** Cuts the connections over which this was said; only the server is told. */
  cutSilently(word = ""): void {
    for (const { far, said } of this.#lines.values()) if (said.includes(word)) far.destroy();
  }

  async #open(to: number): Promise<this> {
    this.#url = await openLine(to, (near, far) => this.#join(near, far));
    return this;
  }

  #join(near: Socket, far: Socket): void {
    const line = { far, said: "" };
    this.#lines.set(near, line);
    near.on("data", (bytes) => {
      line.said += bytes.toString("latin1");
      far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
    near.on("close", () => void this.#lines.delete(near));
  }
}
