import { within } from "../async/within.js";
import { messageOf } from "../errors/error-text.js";
import { type CodexError, isCodexError, ThreadStoreError } from "../errors/index.js";
import type { StoredThread, ThreadSave, ThreadStore } from "../store/thread-store.js";

export interface StoreCallsOptions {
  readonly store: ThreadStore;
  /** How long each call may take, in milliseconds; 0 = as long as it likes. */
  readonly storeMs: number;
}

/** How many calls for a thread may be unended at a time: a store that hangs gets no more. */
const maxOpen = 4;

/** The calls of the user's store. Each ends in time, and rejects with our errors. */
export class StoreCalls {
  readonly #options: StoreCallsOptions;
  /** How many calls have not ended, also of those that were given up, by thread. */
  readonly #open = new Map<string, number>();
  #sequence = 0;

  constructor(options: StoreCallsOptions) {
    this.#options = options;
  }

  load(threadId: string, writer?: string): Promise<StoredThread | undefined> {
    const { store } = this.#options;
    return this.#call(threadId, "load", async () => store.load(threadId, writer));
  }

  /**
   * Numbers the saves of all threads and tokens in one row: a thread that is let go of and opened
   * again, with the same token, must not begin anew.
   */
  save(threadId: string, save: Omit<ThreadSave, "sequence">): Promise<void> {
    const { store } = this.#options;
    this.#sequence += 1;
    const numbered = { ...save, sequence: this.#sequence };
    return this.#call(threadId, "save", async () => store.save(threadId, numbered));
  }

  delete(threadId: string): Promise<void> {
    const { store } = this.#options;
    return this.#call(threadId, "delete", async () => store.delete(threadId));
  }

  async #call<T>(threadId: string, name: string, call: () => Promise<T>): Promise<T> {
    const { storeMs: ms } = this.#options;
    const open = this.#open.get(threadId) ?? 0;
    if (open >= maxOpen) {
      const message = `the store has not ended ${open} earlier calls, and gets no more.`;
      throw new ThreadStoreError(threadId, "timeout", message);
    }
    this.#open.set(threadId, open + 1);
    const called = call().finally(() => this.#ended(threadId));
    called.catch(() => {}); // It may reject after its time.
    const late = (): never => {
      const message = `the store's ${name}() did not end within ${ms} ms.`;
      throw new ThreadStoreError(threadId, "timeout", message);
    };
    try {
      return await within(called, { ms, late });
    } catch (cause) {
      if (isOurs(cause)) throw cause;
      const message = `the store's ${name}() failed: ${messageOf(cause)}`;
      throw new ThreadStoreError(threadId, "failed", message, { cause });
    }
  }

  #ended(threadId: string): void {
    const left = (this.#open.get(threadId) ?? 1) - 1;
    if (left > 0) this.#open.set(threadId, left);
    else this.#open.delete(threadId);
  }
}

/** By its code: a store of another package may have a copy of this one. */
function isOurs(error: unknown): error is CodexError {
  return (
    isCodexError(error) && (error.code === "THREAD_FENCED" || error.code === "THREAD_STORE_FAILED")
  );
}
