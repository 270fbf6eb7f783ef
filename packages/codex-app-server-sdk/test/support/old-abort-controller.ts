/**
 * An AbortController as of jsdom or the package abort-controller: its signal has no `reason` and no
 * `throwIfAborted()`, and calls functions only.
 */
export class OldAbortController {
  readonly signal: AbortSignal;
  readonly #listeners = new Set<() => void>();
  #isAborted = false;

  constructor() {
    const isAborted = (): boolean => this.#isAborted;
    const signal = {
      get aborted(): boolean {
        return isAborted();
      },
      addEventListener: (_: string, listener: () => void) => void this.#listeners.add(listener),
      removeEventListener: (_: string, listener: () => void) =>
        void this.#listeners.delete(listener),
    };
    this.signal = signal as unknown as AbortSignal;
  }

  /** How many listeners there are. */
  get listeners(): number {
    return this.#listeners.size;
  }

  abort(): void {
    this.#isAborted = true;
    for (const listener of this.#listeners) listener();
  }
}
