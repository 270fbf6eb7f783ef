/**
 * Cuts text that arrives in pieces into lines. Node's readline is not used: its newer versions also
 * break lines at U+2028, which the server writes unescaped.
 */
export class LineCutter {
  #rest = "";

  /** The lines that this piece completes. */
  cut(text: string): string[] {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop() ?? "";
    return lines;
  }
}
