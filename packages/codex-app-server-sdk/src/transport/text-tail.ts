/** Keeps the last part of a text that grows without bound. */
export class TextTail {
  readonly #maxLength: number;
  #kept = "";

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  append(text: string): void {
    this.#kept = (this.#kept + text).slice(-this.#maxLength);
  }

  /** What is kept, without white space at its ends. */
  read(): string {
    return this.#kept.trim();
  }
}
