import type { Thread } from "codex-app-server-sdk";
import type { BegunMessage, Outcome } from "../engine/message.js";
import { failureOfMessage, isOfMessage, tooManyDeaths } from "./failure-of-message.js";
import type { HeldLease } from "./held-lease.js";
import { openThread } from "./open-thread.js";
import { QuestionDesk } from "./question-desk.js";
import { runMessage } from "./run-message.js";
import type { ThreadWork } from "./thread-work.js";

/** The thread on this worker's server, opened with the first message. */
export class ThreadPlace {
  readonly #work: ThreadWork;
  readonly #held: HeldLease;
  readonly #desk: QuestionDesk;
  #thread: Thread | undefined;

  constructor(work: ThreadWork, held: HeldLease) {
    this.#work = work;
    this.#held = held;
    this.#desk = new QuestionDesk(work.approvalMs);
  }

  /** Rejects when the message is left to another attempt. */
  async answer(begun: BegunMessage): Promise<Outcome> {
    const { engine, maxWorkerDeaths } = this.#work;
    if (begun.deaths >= maxWorkerDeaths) return tooManyDeaths(begun.deaths);
    const held = this.#held;
    try {
      this.#thread ??= await this.#open();
      return await runMessage({ engine, held, thread: this.#thread, desk: this.#desk, begun });
    } catch (error) {
      return await this.#endAttempt(begun.message.id, error);
    }
  }

  /** Never rejects. */
  async leave(): Promise<void> {
    await this.#tried("could not be unsubscribed", this.#thread?.unsubscribe());
    await this.#tried("could not be given back", this.#held.release());
  }

  async #endAttempt(messageId: string, error: unknown): Promise<Outcome> {
    const { engine, maxFailures } = this.#work;
    const { lease, signal } = this.#held;
    // Who has lost the thread, or is closed, says nothing about the message.
    const isFailure = !signal.aborted && isOfMessage(error);
    const failures = await engine.endAttempt(lease, messageId, isFailure).catch(() => {
      throw error; // which is why it could not be ended
    });
    const failure = isFailure ? failureOfMessage(error, failures >= maxFailures) : undefined;
    if (!failure) throw error;
    return failure;
  }

  async #tried(what: string, done: Promise<void> | undefined): Promise<void> {
    try {
      await done;
    } catch (error) {
      this.#work.logger?.warn(`Thread ${this.#held.lease.threadId} ${what}: ${String(error)}`);
    }
  }

  #open(): Promise<Thread> {
    const { options } = this.#work;
    const { lease, signal } = this.#held;
    const own = options.thread?.(lease.threadId) ?? {};
    const handlers = this.#desk.handlers(options.codex?.handlers, own.handlers);
    return openThread(this.#work, lease, { ...own, handlers, signal });
  }
}
