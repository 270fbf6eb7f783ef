import { type Page, PageEntries } from "../async/page-entries.js";
import { callSite, showCaller } from "../errors/with-caller.js";
import { assertNoProblems, fn } from "../options/option-rules.js";

/**
 * A list that the server sends in pages. `await` gives the first page, `for await` every entry of
 * every page. Nothing is requested before one of them is used, and both share the first request.
 *
 * Don't return one from an async function: that awaits it, and only the first page would be left.
 */
export class PagePromise<T, P extends Page<T> = Page<T>> implements Promise<P>, AsyncIterable<T> {
  readonly #fetch: (cursor: string | null) => Promise<P>;
  readonly #made = callSite(PagePromise);
  #first: Promise<P> | undefined;

  /** `fetch` loads the page at a cursor; null stands for the first page. */
  constructor(fetch: (cursor: string | null) => Promise<P>) {
    assertNoProblems(fn(fetch, "fetch"));
    this.#fetch = fetch;
  }

  /** Always `"PagePromise"`. */
  get [Symbol.toStringTag](): string {
    return "PagePromise";
  }

  /** Requests the first page, if that has not happened yet. `await` calls this. */
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

  /**
   * Yields every entry of every page. Rejects with a `ProtocolError` when the pages lead back to
   * one that was there before, which would never end.
   */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return new PageEntries((cursor) => (cursor === null ? this.#firstPage() : this.#fetch(cursor)));
  }

  #firstPage(): Promise<P> {
    this.#first ??= this.#fetch(null).catch((error: unknown) => {
      showCaller(error, this.#made);
      throw error;
    });
    return this.#first;
  }
}
