import { ProtocolError } from "../errors/index.js";
import { callSite, showCaller } from "../errors/with-caller.js";
import { CursorTrail } from "./cursor-trail.js";
import { type Resolvers, withResolvers } from "./with-resolvers.js";

/** One page of a list. */
export interface Page<T> {
  /** The entries of this page. */
  data: T[];
  /** Where the next page starts; null on the last page. */
  nextCursor: string | null;
}

type Result<T> = IteratorResult<T, void>;

/**
 * Every entry of a list that comes in pages. Rejects with a `ProtocolError` when the pages go round
 * in a circle. No generator: leaving one while it waits for a page would wait for that page.
 */
export class PageEntries<T> implements AsyncGenerator<T, void, undefined> {
  readonly #fetch: (cursor: string | null) => Promise<Page<T>>;
  readonly #trail = new CursorTrail();
  readonly #readers: Resolvers<Result<T>>[] = [];
  #entries: readonly T[] = [];
  #read = 0;
  /** Where the next page starts; undefined when there is none. */
  #cursor: string | null | undefined = null;
  readonly #caller = callSite(PageEntries);
  #isServing = false;
  #isOver = false;

  constructor(fetch: (cursor: string | null) => Promise<Page<T>>) {
    this.#fetch = fetch;
  }

  next(): Promise<Result<T>> {
    if (this.#isOver) return Promise.resolve(over());
    const reader = withResolvers<Result<T>>();
    this.#readers.push(reader);
    if (!this.#isServing) void this.#serve();
    return reader.promise;
  }

  /** The reader leaves: whoever waits for an entry gets none. */
  return(): Promise<Result<T>> {
    this.#end();
    return Promise.resolve(over());
  }

  throw(error: unknown): Promise<Result<T>> {
    this.#end();
    return Promise.reject(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  /** One reader after the other, in the order of their calls. */
  async #serve(): Promise<void> {
    this.#isServing = true;
    while (this.#readers.length > 0) {
      try {
        const result = await this.#step();
        this.#readers.shift()?.resolve(result);
        if (result.done) this.#end();
      } catch (error) {
        showCaller(error, this.#caller);
        this.#readers.shift()?.reject(error);
        this.#end();
      }
    }
    this.#isServing = false;
  }

  async #step(): Promise<Result<T>> {
    while (this.#read === this.#entries.length) {
      if (this.#isOver || this.#cursor === undefined) return over();
      await this.#turnPage(this.#cursor);
    }
    const value = this.#entries[this.#read] as T;
    this.#read += 1;
    return { done: false, value };
  }

  async #turnPage(cursor: string | null): Promise<void> {
    if (cursor !== null && this.#trail.returnsTo(cursor)) throw circle(cursor);
    const { data, nextCursor } = await this.#fetch(cursor);
    if (!Array.isArray(data)) throw new ProtocolError("The page of a list has no list of entries.");
    this.#entries = data;
    this.#read = 0;
    this.#cursor = nextCursor ?? undefined;
  }

  #end(): void {
    this.#isOver = true;
    this.#entries = [];
    this.#read = 0;
    for (const reader of this.#readers.splice(0)) reader.resolve(over());
  }
}

/** All of them, in one list. */
export async function allEntries<T>(
  fetch: (cursor: string | null) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  for await (const entry of new PageEntries(fetch)) all.push(entry);
  return all;
}

function over(): IteratorReturnResult<void> {
  return { done: true, value: undefined };
}

function circle(cursor: string): ProtocolError {
  return new ProtocolError(
    `The list does not end: its pages lead back to ${cursor}, where it has been before.`,
  );
}
