/** Keeps everyone waiting until all who are expected have arrived. */
export class Gathering {
  #missing: number;
  readonly #complete: Promise<void>;
  #onComplete = (): void => {};

  constructor(expected: number) {
    this.#missing = expected;
    this.#complete = new Promise((resolve) => {
      this.#onComplete = resolve;
    });
  }

  /** Resolves when the last one has arrived. */
  arrive(): Promise<void> {
    this.#missing -= 1;
    if (this.#missing === 0) this.#onComplete();
    return this.#complete;
  }
}
