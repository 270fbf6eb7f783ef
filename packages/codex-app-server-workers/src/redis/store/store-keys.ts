/** The names of a store's keys. All share a hash tag, so that scripts can use them. */
export class StoreKeys {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = `{${prefix}}`;
  }

  /** A sorted set of the threads that have something stored, by their names here. */
  get threads(): string {
    return `${this.#prefix}:stored-threads`;
  }

  /** What the keys of all threads begin with; a name follows. */
  get base(): string {
    return `${this.#prefix}:stored:`;
  }

  /** What `storeScript()` needs for one thread. */
  ofThread(threadId: string): { keys: string[]; name: string } {
    // A colon in an id would make it another thread's key.
    const name = encodeURIComponent(threadId);
    return { keys: [`${this.base}${name}`, this.threads], name };
  }

  threadIdOf(name: string): string {
    return decodeURIComponent(name);
  }
}
