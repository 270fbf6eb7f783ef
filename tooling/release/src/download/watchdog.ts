/** Aborts its signal if `kick` is not called for `idleTimeoutMs`. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(idleTimeoutMs: number) {
    this.#timer = setTimeout(() => {
      this.#controller.abort(new Error(`the server sent nothing for ${idleTimeoutMs} ms`));
    }, idleTimeoutMs);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  kick(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
