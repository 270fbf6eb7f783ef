/** Does what concerns one key one after the other. What fails does not concern what follows. */
export class KeyedQueue {
  /** What settles when the last thing that is done with a key has ended. Never rejects. */
  readonly #last = new Map<string, Promise<void>>();

  /** Settles as `work` does, which begins when everything before it has ended. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const ended = done.then(
      () => {},
      () => {},
    );
    this.#last.set(key, ended);
    try {
      return await done;
    } finally {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    }
  }
}
