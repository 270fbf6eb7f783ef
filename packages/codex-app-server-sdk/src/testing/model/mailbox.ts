import { onAbort } from "../../async/on-abort.js";
import { throwIfAborted } from "../../async/throw-if-aborted.js";
import { withResolvers } from "../../async/with-resolvers.js";

interface Waiter<T> {
  matches(value: T): boolean;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** Hands each value to one reader, in order of arrival. Either of the two may come first. */
export class Mailbox<T> {
  readonly #values: T[] = [];
  readonly #waiters: Waiter<T>[] = [];
  #closedBy: Error | undefined;

  put(value: T): void {
    const index = this.#waiters.findIndex((waiter) => waiter.matches(value));
    const [waiter] = index < 0 ? [] : this.#waiters.splice(index, 1);
    if (waiter) {
      waiter.resolve(value);
    } else {
      this.#values.push(value);
    }
  }

  /**
   * Resolves with the first value that matches and that no earlier call took. Rejects when the
   * signal aborts and after `close`.
   */
  async take(
    matches: (value: T) => boolean = () => true,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<T> {
    throwIfAborted(options.signal);
    const index = this.#values.findIndex(matches);
    if (index >= 0) return this.#values.splice(index, 1)[0] as T;
    if (this.#closedBy) throw this.#closedBy;
    return this.#wait(matches, options.signal);
  }

  /** Rejects all calls of `take` that wait, and later ones that find no value. */
  close(reason: Error): void {
    this.#closedBy ??= reason;
    this.rejectWaiters(reason);
  }

  /** Rejects all calls of `take` that wait now. */
  rejectWaiters(reason: Error): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(reason);
  }

  #wait(matches: (value: T) => boolean, signal: AbortSignal | undefined): Promise<T> {
    const { promise, resolve, reject } = withResolvers<T>();
    const waiter: Waiter<T> = { matches, resolve, reject };
    this.#waiters.push(waiter);
    const forgetSignal = onAbort(signal, (reason) => {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      reject(reason);
    });
    return promise.finally(forgetSignal);
  }
}
