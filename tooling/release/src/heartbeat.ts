import type { Reporter } from "./reporter.js";

const everyMs = 15_000;

/** Says from time to time that a step without progress of its own is still going on. */
export class Heartbeat implements Disposable {
  readonly #timer: NodeJS.Timeout;

  constructor(label: string, reporter: Reporter) {
    const startedAt = Date.now();
    this.#timer = setInterval(() => {
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      reporter.step(`${label}: still going after ${seconds} s`);
    }, everyMs);
    this.#timer.unref();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
