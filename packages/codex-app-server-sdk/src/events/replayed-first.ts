/** Values that are known already, then those of a live stream. */
export class ReplayedFirst<T> implements AsyncIterableIterator<T, undefined> {
  readonly #live: AsyncIterableIterator<T, undefined>;
  #known: Iterator<T, unknown>;

  constructor(known: Iterable<T>, live: AsyncIterableIterator<T, undefined>) {
    this.#known = known[Symbol.iterator]();
    this.#live = live;
  }

  async next(): Promise<IteratorResult<T, undefined>> {
    const { done, value } = this.#known.next();
    return done ? this.#live.next() : { done: false, value };
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    this.#known = [].values();
    return (await this.#live.return?.()) ?? { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
