import { ProtocolError } from "../errors/index.js";

/** One page of a list. */
export interface Page<T> {
  /** The entries of this page. */
  data: T[];
  /** Where the next page starts; null on the last one. */
  nextCursor: string | null;
}

/**
 * A list that comes in pages: `await` gives the first page, `for await` every entry of every
 * page. Nothing is asked for before either; both share the first request. Don't return one from
 * an async function, which would await it: only its first page would be left.
 */
export class PagePromise<T, P extends Page<T> = Page<T>> implements Promise<P>, AsyncIterable<T> {
  readonly #fetch: (cursor: string | null) => Promise<P>;
  #first: Promise<P> | undefined;

  /** `fetch` gets the page at a cursor, null for the first one. */
  constructor(fetch: (cursor: string | null) => Promise<P>) {
    this.#fetch = fetch;
  }

  /** `PagePromise`. */
  get [Symbol.toStringTag](): string {
    return "PagePromise";
  }

  /** Asks for the first page. This is what `await` calls. */
  // biome-ignore lint/suspicious/noThenProperty: being awaitable is the point of this class
  then<A = P, B = never>(
    fulfilled?: ((page: P) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#firstPage().then(fulfilled, rejected);
  }

  /** As of any promise, for the first page. */
  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<P | B> {
    return this.#firstPage().catch(rejected);
  }

  /** As of any promise, for the first page. */
  finally(settled?: (() => void) | null): Promise<P> {
    return this.#firstPage().finally(settled);
  }

  /** Rejects with a `ProtocolError` when a page names itself as the next one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    let page = await this.#firstPage();
    let cursor: string | null = null;
    for (;;) {
      // Not `yield*`: an array's iterator has no throw(), which newer engines refuse.
      for (const entry of page.data) yield entry;
      const { nextCursor } = page;
      if (nextCursor === null || nextCursor === undefined) return;
      if (nextCursor === cursor) {
        throw new ProtocolError(
          `The list does not move on: the page at ${cursor} names itself as the next.`,
        );
      }
      cursor = nextCursor;
      page = await this.#fetch(cursor);
    }
  }

  #firstPage(): Promise<P> {
    this.#first ??= this.#fetch(null);
    return this.#first;
  }
}
