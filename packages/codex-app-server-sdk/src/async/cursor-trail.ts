/** How many of the last cursors are remembered. */
const remembered = 1_000;

/**
 * Notices when the cursors of a list go round in a circle, at once for a small one. Keeps a bounded
 * number of them: a larger circle passes a mark again, which is moved on in ever larger steps.
 */
export class CursorTrail {
  readonly #recent = new Set<string>();
  #mark: string | undefined;
  #steps = 0;
  #stepsToMark = remembered;

  /** Takes note of where the list goes on. Returns whether it has been there before. */
  returnsTo(cursor: string): boolean {
    if (cursor === this.#mark || this.#recent.has(cursor)) return true;
    this.#recent.add(cursor);
    if (this.#recent.size > remembered) this.#forgetOldest();
    this.#steps += 1;
    if (this.#steps === this.#stepsToMark) {
      this.#mark = cursor;
      this.#stepsToMark *= 2;
    }
    return false;
  }

  #forgetOldest(): void {
    for (const oldest of this.#recent) {
      this.#recent.delete(oldest);
      return;
    }
  }
}
