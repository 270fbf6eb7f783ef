import { onAbort } from "../async/on-abort.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { type Resolvers, withResolvers } from "../async/with-resolvers.js";

/** Gives the place back. Further calls do nothing. */
export type Release = () => void;

/** Limits how many requests wait for an answer at the same time. */
export class RequestWindow {
  readonly #size: number;
  readonly #places = new Set<symbol>();
  readonly #waiting = new Set<Resolvers<Release>>();
  /** Stands before the first that waits. A new one would have to pass all that have left. */
  #line = this.#waiting.values();
  #closed: Error | undefined;

  /** `size` is the number of places; 0 = no limit. */
  constructor(size: number) {
    this.#size = size || Number.POSITIVE_INFINITY;
  }

  /**
   * Waits for a free place, first come, first served, and resolves with the function that gives it
   * back. Rejects with the signal's reason when it aborts first, or with the reason given to
   * `close`.
   */
  async enter(signal?: AbortSignal): Promise<Release> {
    throwIfAborted(signal);
    if (this.#closed) throw this.#closed;
    return this.#isFull ? this.#wait(signal) : this.#take();
  }

  /** Rejects all calls of `enter` that still wait, and all later ones. */
  close(reason: Error): void {
    this.#closed = reason;
    for (const entry of this.#waiting) entry.reject(reason);
    this.#waiting.clear();
  }

  get #isFull(): boolean {
    return this.#places.size >= this.#size;
  }

  #take(): Release {
    const place = Symbol();
    this.#places.add(place);
    return () => {
      if (this.#places.delete(place)) this.#admitNext();
    };
  }

  #wait(signal?: AbortSignal): Promise<Release> {
    const entry = withResolvers<Release>();
    const forgetSignal = onAbort(signal, (reason) => {
      this.#waiting.delete(entry);
      entry.reject(reason);
    });
    this.#waiting.add(entry);
    return entry.promise.finally(forgetSignal);
  }

  #admitNext(): void {
    if (this.#waiting.size === 0 || this.#isFull) return;
    const next = this.#first();
    if (!next) return;
    this.#waiting.delete(next);
    next.resolve(this.#take());
  }

  #first(): Resolvers<Release> | undefined {
    const { value } = this.#line.next();
    if (value) return value;
    // It has come to an end before, and stays there.
    this.#line = this.#waiting.values();
    return this.#line.next().value;
  }
}
