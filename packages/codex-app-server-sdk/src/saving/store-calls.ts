import { within } from "../async/within.js";
import { messageOf } from "../errors/error-text.js";
import { type CodexError, isCodexError, ThreadStoreError } from "../errors/index.js";
import type { StoredThread, ThreadSave, ThreadStore } from "../store/thread-store.js";

export interface StoreCallsOptions {
  readonly store: ThreadStore;
  /** How long each call may take, in milliseconds; 0 = as long as it likes. */
  readonly storeMs: number;
}

/** How many calls may be given up without having ended: a store that hangs gets no more. */
const maxLeft = 4;

/** The calls of the user's store for one thread. Each ends in time, and rejects with our errors. */
export class StoreCalls {
  readonly #threadId: string;
  readonly #options: StoreCallsOptions;
  #open = 0;

  constructor(threadId: string, options: StoreCallsOptions) {
    this.#threadId = threadId;
    this.#options = options;
  }

  load(writer?: string): Promise<StoredThread | undefined> {
    const { store } = this.#options;
    return this.#call("load", async () => store.load(this.#threadId, writer));
  }

  save(save: ThreadSave): Promise<void> {
    return this.#call("save", async () => this.#options.store.save(this.#threadId, save));
  }

  delete(): Promise<void> {
    return this.#call("delete", async () => this.#options.store.delete(this.#threadId));
  }

  async #call<T>(name: string, call: () => Promise<T>): Promise<T> {
    const { storeMs: ms } = this.#options;
    const late = (): never => {
      throw this.#error("timeout", `the store's ${name}() did not end within ${ms} ms.`);
    };
    if (this.#open >= maxLeft) {
      const message = `the store has not ended ${this.#open} earlier calls, and gets no more.`;
      throw this.#error("timeout", message);
    }
    this.#open += 1;
    const called = call().finally(() => {
      this.#open -= 1;
    });
    called.catch(() => {}); // It may reject after its time.
    try {
      return await within(called, { ms, late });
    } catch (cause) {
      throw isOurs(cause) ? cause : this.#failed(name, cause);
    }
  }

  #failed(name: string, cause: unknown): ThreadStoreError {
    return this.#error("failed", `the store's ${name}() failed: ${messageOf(cause)}`, cause);
  }

  #error(problem: "timeout" | "failed", message: string, cause?: unknown): ThreadStoreError {
    const options = cause === undefined ? undefined : { cause };
    return new ThreadStoreError(this.#threadId, problem, message, options);
  }
}

/** By its code: a store of another package may have a copy of this one. */
function isOurs(error: unknown): error is CodexError {
  return (
    isCodexError(error) && (error.code === "THREAD_FENCED" || error.code === "THREAD_STORE_FAILED")
  );
}
