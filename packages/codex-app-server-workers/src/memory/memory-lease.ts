/** The right of one worker to a thread: it runs out unless it is renewed. */
export class MemoryLease {
  readonly token: number;
  readonly #durationMs: number;
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `onEnd` is called once when it has run out. */
  constructor(token: number, durationMs: number, onEnd: () => void) {
    this.token = token;
    this.#durationMs = durationMs;
    this.#onEnd = onEnd;
    this.renew();
  }

  renew(): void {
    this.end();
    this.#timer = setTimeout(this.#onEnd, this.#durationMs);
    this.#timer.unref();
  }

  /** Ends it without a word to anybody. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
