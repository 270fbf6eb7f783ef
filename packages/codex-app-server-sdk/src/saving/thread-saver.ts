import { abortable } from "../async/abortable.js";
import { startTimer } from "../async/start-timer.js";
import { unref } from "../async/unref.js";
import { type Resolvers, withResolvers } from "../async/with-resolvers.js";
import type { Logger } from "../diagnostics/logger.js";
import { messageOf } from "../errors/error-text.js";
import { isCodexError } from "../errors/index.js";
import type { ThreadChange } from "./thread-change.js";
import { fileError } from "./thread-files.js";
import type { ThreadSender } from "./thread-sender.js";

export interface ThreadSaverOptions {
  readonly threadId: string;
  readonly sender: ThreadSender;
  readonly logger: Logger;
  /** Called once, when another client has taken the thread over. */
  fenced(error: Error): void;
  /** Called each time that everything is stored that there is to be saved. */
  settled(): void;
}

type State =
  | { name: "idle" }
  | { name: "saving" }
  /** A save has failed and is tried again. */
  | { name: "waiting"; timer: NodeJS.Timeout }
  | { name: "ended"; reason: Error };

interface Waiter extends Resolvers<void> {
  /** Up to which change it waits. */
  readonly upTo: number;
}

const firstPauseMs = 250;
const longestPauseMs = 30_000;

/**
 * Saves one thread: one save after the other, each with all that there is by then, so that a slow
 * store gets fewer and larger ones. Nothing of the thread waits for it.
 */
export class ThreadSaver {
  readonly #options: ThreadSaverOptions;
  readonly #waiters = new Set<Waiter>();
  #state: State = { name: "idle" };
  /** How many changes there were, and how many of them are stored. */
  #changes = 0;
  #saved = 0;
  #failures = 0;
  #isOpen = false;

  constructor(options: ThreadSaverOptions) {
    this.#options = options;
  }

  /** Why it saves no more; undefined while it does. */
  get endReason(): Error | undefined {
    return this.#state.name === "ended" ? this.#state.reason : undefined;
  }

  /** Whether everything is stored that it knows of. */
  get isSettled(): boolean {
    return this.#state.name === "ended" || this.#saved === this.#changes;
  }

  /** Whether this client has opened the thread, and not left it since. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The server has opened the thread, and named its file. */
  opened(path: string, name: string | null): void {
    this.#isOpen = true;
    this.#options.sender.opened(path, name);
    this.changed();
  }

  note(change: ThreadChange): void {
    if (change.kind === "left") this.#isOpen = false;
    else this.#options.sender.note(change);
    this.changed();
  }

  /** There may be more to save. */
  changed(): void {
    this.#changes += 1;
    if (this.#state.name === "idle") this.#start();
  }

  /**
   * Resolves when all that there is now is stored, and rejects when the save that is begun for it
   * fails, which is at once or after the one that is under way.
   */
  saved(signal?: AbortSignal): Promise<void> {
    if (this.#state.name === "ended") return Promise.reject(this.#state.reason);
    this.#changes += 1;
    const waiter = { ...withResolvers<void>(), upTo: this.#changes };
    this.#waiters.add(waiter);
    if (this.#state.name !== "saving") this.#start();
    return abortable(waiter.promise, signal).finally(() => this.#waiters.delete(waiter));
  }

  /** Makes sure that the thread is still this client's, and that all of it is stored. */
  confirm(signal?: AbortSignal): Promise<void> {
    this.#options.sender.mustAsk();
    return this.saved(signal);
  }

  /** Saves no more. */
  end(reason: Error): void {
    if (this.#state.name === "ended") return;
    if (this.#state.name === "waiting") clearTimeout(this.#state.timer);
    this.#state = { name: "ended", reason };
    for (const { reject } of this.#waiters) reject(reason);
  }

  #start(): void {
    if (this.#state.name === "waiting") clearTimeout(this.#state.timer);
    this.#state = { name: "saving" };
    void this.#saveAll();
  }

  async #saveAll(): Promise<void> {
    while (this.#saved < this.#changes) {
      const upTo = this.#changes;
      try {
        await this.#options.sender.send();
      } catch (error) {
        if (!this.#goesOn(error, upTo)) return;
        continue;
      }
      if (this.#state.name === "ended") return;
      this.#succeeded(upTo);
    }
    this.#state = { name: "idle" };
    this.#options.settled();
  }

  #succeeded(upTo: number): void {
    this.#saved = upTo;
    const { logger, threadId } = this.#options;
    if (this.#failures > 0) logger.info(`Thread ${threadId} is saved again.`);
    this.#failures = 0;
    for (const waiter of this.#waiters) {
      if (waiter.upTo <= upTo) waiter.resolve();
    }
  }

  /** Returns whether it is tried again at once: for those who came while it was under way. */
  #goesOn(error: unknown, upTo: number): boolean {
    if (this.#state.name === "ended") return false;
    const { threadId, logger, fenced } = this.#options;
    const reason = isCodexError(error) ? error : fileError(threadId, error);
    if (reason.code === "THREAD_FENCED") {
      this.end(reason);
      fenced(reason);
      return false;
    }
    const level = this.#failures === 0 ? "warn" : "debug";
    logger[level](`A save has failed and is tried again. ${messageOf(reason)}`);
    const ms = Math.min(firstPauseMs * 2 ** this.#failures, longestPauseMs);
    this.#failures += 1;
    const waiters = [...this.#waiters];
    for (const waiter of waiters) {
      if (waiter.upTo > upTo) continue;
      waiter.reject(reason);
      this.#waiters.delete(waiter);
    }
    if (this.#waiters.size > 0) return true;
    this.#state = { name: "waiting", timer: unref(startTimer(() => this.#start(), ms)) };
    return false;
  }
}
