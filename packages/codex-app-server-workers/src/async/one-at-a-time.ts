/** Runs what has the same name one after the other. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Resolves, or rejects, as `task` does, which begins when those before it have ended. */
  async run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const running = before ? before.then(task, task) : task();
    this.#last.set(name, running);
    try {
      return await running;
    } finally {
      if (this.#last.get(name) === running) this.#last.delete(name);
    }
  }
}
