type Opened<T> = Promise<AsyncIterator<T, undefined>>;

/** An iterator that has to be loaded first. What can't be loaded rejects the first `next()`. */
export class LaterIterator<T> implements AsyncIterableIterator<T, undefined> {
  readonly #opened: Opened<T>;

  constructor(opened: Opened<T>) {
    this.#opened = opened;
    opened.catch(() => {}); // Avoids an unhandled rejection: next() awaits this promise.
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    return (await this.#opened).next();
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await (await this.#opened).return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
