/** Keeps the last `maxLength` characters of a text that grows without bound. */
export class TextTail {
  readonly #maxLength: number;
  #kept = "";

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  append(text: string): void {
    this.#kept = (this.#kept + text).slice(-this.#maxLength);
  }

  /** Returns what is kept, without white space at either end. */
  read(): string {
    return this.#kept.trim();
  }
}
