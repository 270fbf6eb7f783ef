/**
 * Cuts text that arrives in pieces into lines. Newer Nodes' readline also breaks lines at U+2028,
 * which the server writes as it is.
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
