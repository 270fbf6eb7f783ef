import type { Socket } from "node:net";
import { openLine } from "./open-line.js";

/** A line to a server that says nothing more after some answers, and keeps its connections. */
export class StallingLine {
  /** Resolves when the last answer was passed on. */
  readonly stalled: Promise<void>;
  #url = "";
  #onStalled = (): void => {};
  #answers: number;

  private constructor(answers: number) {
    this.#answers = answers;
    this.stalled = new Promise((resolve) => {
      this.#onStalled = resolve;
    });
    if (answers === 0) this.#onStalled();
  }

  /** Passes so many answers on, of all connections together. Ends with the test. */
  static open(to: number, answers: number): Promise<StallingLine> {
    return new StallingLine(answers).#open(to);
  }

  get url(): string {
    return this.#url;
  }

  async #open(to: number): Promise<this> {
    this.#url = await openLine(to, (near, far) => this.#join(near, far));
    return this;
  }

  #join(near: Socket, far: Socket): void {
    far.on("close", () => near.destroy());
    near.on("data", (bytes) => void far.write(bytes));
    far.on("data", (bytes) => {
      if (this.#answers === 0) return;
      near.write(bytes);
      this.#answers -= 1;
      if (this.#answers === 0) this.#onStalled();
    });
  }
}
