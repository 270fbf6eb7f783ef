import { startTimer } from "../async/start-timer.js";
import { isCodexError, ThreadStoreError } from "../errors/index.js";
import { isMissing } from "../store/is-missing.js";
import type { WriterToken } from "../store/thread-store.js";
import type { StoreCalls } from "./store-calls.js";
import type { ThreadChange } from "./thread-change.js";
import type { ThreadFiles } from "./thread-files.js";
import { TurnEnds } from "./turn-ends.js";

/** How often, and how long after one another, the file is read for the end of a turn. */
const endTries = 20;
const endPauseMs = 50;

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
  readonly #ends = new TurnEnds();
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
    else if (change.kind === "turnEnded") this.#ends.ended(change.turnId);
    else if (change.kind === "moved") {
      this.#ends.forget();
      this.#options.files.moved();
    }
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
    await this.#sendEnds();
  }

  /** A turn is not stored before its end is. */
  async #sendEnds(): Promise<void> {
    for (let tries = 0; this.#ends.missing !== undefined; tries += 1) {
      if (tries === endTries) {
        const message = `the server has not written turn ${this.#ends.missing} to its file. Is there room on the disk of the CODEX_HOME?`;
        throw new ThreadStoreError(this.#options.threadId, "unwritten", message);
      }
      await new Promise<void>((resolve) => void startTimer(resolve, endPauseMs));
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
      for (const append of appends) this.#ends.read(append);
      this.#told = told;
      this.#mustAsk = false;
    }
  }
}

/** The store has lost what it had, so that the new bytes follow on nothing. */
function isGap(error: unknown): boolean {
  return isCodexError(error) && "problem" in error && error.problem === "gap";
}
