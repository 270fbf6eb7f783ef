import { OptionsError } from "../errors/index.js";

/** A stream for one `for await` loop. A second one would find what the first has left over. */
export class OneReader<T> implements AsyncIterable<T, undefined> {
  readonly #iterator: AsyncIterableIterator<T, undefined>;
  readonly #name: string;
  #isTaken = false;

  /** `name` is the call that gives another one. */
  constructor(iterator: AsyncIterableIterator<T, undefined>, name: string) {
    this.#iterator = iterator;
    this.#name = name;
  }

  [Symbol.asyncIterator](): AsyncIterableIterator<T, undefined> {
    if (this.#isTaken) {
      throw new OptionsError(
        `This stream is being read already, or was: call ${this.#name} again for another one.`,
      );
    }
    this.#isTaken = true;
    return this.#iterator;
  }
}
