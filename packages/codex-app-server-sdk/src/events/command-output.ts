/** What a command has written so far: its end, within a limit. */
export class CommandOutput {
  readonly #maxLength: number;
  #kept = "";
  #length = 0;

  /** `maxLength` in characters, 0 = all is kept. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength || Number.POSITIVE_INFINITY;
  }

  /** The end of the output, as much of it as is kept. */
  get kept(): string {
    return this.#kept.slice(-this.#maxLength);
  }

  add(text: string): void {
    this.#length += text.length;
    this.#kept += text;
    // Cut in large steps, so that many small texts cost no more than one large one.
    if (this.#kept.length > this.#maxLength * 2) this.#kept = this.kept;
  }

  /**
   * What is missing of the whole output, as the server gives it at the end: it streams nothing of
   * a command's first moments. Empty when the two don't fit together.
   */
  missingOf(whole: string): string {
    if (this.#length === 0) return whole;
    const start = whole.length >= this.#length ? whole.indexOf(this.#kept) : -1;
    if (start < 0) return "";
    const before = whole.slice(0, Math.max(0, start - (this.#length - this.#kept.length)));
    return before + whole.slice(start + this.#kept.length);
  }
}
