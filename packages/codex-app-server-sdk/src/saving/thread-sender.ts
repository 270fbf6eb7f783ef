import { isCodexError } from "../errors/index.js";
import { isMissing } from "../store/is-missing.js";
import type { WriterToken } from "../store/thread-store.js";
import type { StoreCalls } from "./store-calls.js";
import type { ThreadChange } from "./thread-change.js";
import type { ThreadFiles } from "./thread-files.js";

export interface ThreadSenderOptions {
  readonly threadId: string;
  readonly token: WriterToken;
  readonly name: string | null;
  readonly isArchived: boolean;
  readonly files: ThreadFiles;
  readonly calls: StoreCalls;
}

/** What is to be stored of one thread, and what of it the store has been told. */
export class ThreadSender {
  readonly #options: ThreadSenderOptions;
  #name: string | null;
  #isArchived: boolean;
  /** What the store was last told besides bytes. */
  #told = "";
  /** Whether the store is asked even when there is nothing new. */
  #mustAsk = false;

  constructor(options: ThreadSenderOptions) {
    this.#options = options;
    this.#name = options.name;
    this.#isArchived = options.isArchived;
  }

  /** The server has named the thread's file, and the thread. */
  opened(path: string, name: string | null): void {
    this.#options.files.found(path);
    this.#name = name;
  }

  note(change: ThreadChange): void {
    if (change.kind === "named") this.#name = change.name;
    else if (change.kind === "archived") this.#isArchived = change.isArchived;
    else if (change.kind === "moved") this.#options.files.moved();
  }

  /** The next time the store is asked, whatever there is to send. */
  mustAsk(): void {
    this.#mustAsk = true;
  }

  /** Sends what the store lacks, in as many saves as that takes. */
  async send(): Promise<void> {
    try {
      await this.#send();
    } catch (error) {
      if (isGap(error)) this.#options.files.resend();
      else if (!isMissing(error)) throw error; // It was archived in this moment.
      await this.#send();
    }
  }

  async #send(): Promise<void> {
    const { threadId, token, files, calls } = this.#options;
    if (!(await files.look())) return;
    for (;;) {
      const appends = await files.next();
      const [name, isArchived] = [this.#name, this.#isArchived];
      const told = JSON.stringify([name, isArchived, files.paths]);
      const isNew = appends.some(({ bytes }) => bytes.length > 0) || told !== this.#told;
      if (!isNew && !this.#mustAsk) return;
      await calls.save(threadId, { token, name, isArchived, files: appends });
      files.taken(appends);
      this.#told = told;
      this.#mustAsk = false;
    }
  }
}

/** The store has lost what it had, so that the new bytes follow on nothing. */
function isGap(error: unknown): boolean {
  return isCodexError(error) && "problem" in error && error.problem === "gap";
}
