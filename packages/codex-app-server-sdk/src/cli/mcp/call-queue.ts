/** Lets the calls on one thread run one after the other, in the order in which they came. */
export class CallQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` when the earlier calls on the thread are over. */
  async run<T>(threadId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(threadId);
    const result = before ? before.then(work) : work();
    const settled = result.catch(() => {});
    this.#last.set(threadId, settled);
    try {
      return await result;
    } finally {
      if (this.#last.get(threadId) === settled) this.#last.delete(threadId);
    }
  }
}
