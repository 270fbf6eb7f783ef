import { abortable } from "../async/abortable.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { JsonRpcError, OptionsError } from "../errors/index.js";

/**
 * Whether the server tells this client of a thread. What changes that is sent in the order of the
 * calls, each after the answer to the one before it. While a change is under way, and after one
 * that was not answered, nobody knows.
 */
export class Subscription {
  #state: "off" | "on" | "unknown" = "off";
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** Whether the server is known to tell this client of the thread. */
  get isOn(): boolean {
    return this.#state === "on";
  }

  /** Whether a change is under way, or waits for its turn. */
  get isChanging(): boolean {
    return this.#pending > 0;
  }

  /** An answer has come. A late one says nothing where something newer was answered. */
  answered(state: "off" | "on", { isLate }: { isLate: boolean }): void {
    if (!isLate || this.#state === "unknown") this.#state = state;
  }

  /** The thread or the connection is gone. */
  drop(): void {
    this.#state = "off";
  }

  /**
   * Sends a change after the ones before it. Settles as `send` does; rejects with the reason of the
   * signal when that aborts first, and sends nothing if it had to wait until then.
   */
  change<T>(to: "off" | "on", send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#inOrder(() => this.#ask(to, send), signal);
  }

  /** The same, but sends nothing where it is known to be so by then. */
  ensure(is: "off" | "on", send: () => Promise<unknown>, signal?: AbortSignal): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#state !== is) await this.#ask(is, send);
    }, signal);
  }

  #inOrder<T>(change: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    this.#pending += 1;
    const given = (): Promise<T> => {
      throwIfAborted(signal);
      return change();
    };
    const changed = this.#last.then(given).finally(() => {
      this.#pending -= 1;
    });
    this.#last = changed.catch(() => {}); // The caller of this change gets the error.
    return abortable(changed, signal);
  }

  async #ask<T>(to: "off" | "on", send: () => Promise<T>): Promise<T> {
    const before = this.#state;
    if (before !== to) this.#state = "unknown";
    try {
      return await send();
    } catch (error) {
      if (isRefusal(error)) this.#state = before;
      throw error;
    }
  }
}

/** Whether the change was not carried out for certain. */
function isRefusal(error: unknown): boolean {
  return error instanceof JsonRpcError || error instanceof OptionsError;
}
