import type { Codex, Logger, Thread } from "codex-app-server-sdk";
import type { Engine } from "../engine/engine.js";
import type { BegunMessage, Outcome } from "../engine/message.js";
import { failureOfMessage } from "./failure-of-message.js";
import type { HeldLease } from "./held-lease.js";
import { openThread } from "./open-thread.js";
import { QuestionDesk } from "./question-desk.js";
import { runMessage } from "./run-message.js";
import type { WorkerOptions } from "./worker-options.js";

/** What a worker works on a thread with. */
export interface ThreadWork {
  readonly engine: Engine;
  readonly codex: Codex;
  readonly options: Pick<WorkerOptions, "codex" | "thread">;
  readonly maxFailures: number;
  readonly logger: Logger | undefined;
  /** Aborts when the worker begins no further message. */
  readonly closing: AbortSignal;
}

/**
 * Answers the messages of a thread, one after the other, until none is left, the worker closes, or
 * one has to be tried again, here or on another worker. Never rejects.
 */
export async function workOnThread(work: ThreadWork, held: HeldLease): Promise<void> {
  const { engine, closing, logger } = work;
  const place = new ThreadPlace(work, held);
  try {
    while (!closing.aborted && !held.signal.aborted) {
      const begun = await engine.begin(held.lease);
      if (!begun) break;
      const outcome = await place.answer(begun);
      await engine.acknowledge(held.lease, begun.message.id, outcome);
    }
  } catch (error) {
    logger?.warn(`Thread ${held.lease.threadId} is left to another attempt: ${String(error)}`);
  }
  await place.leave();
}

/** The thread on this worker's server, opened with the first message. */
class ThreadPlace {
  readonly #work: ThreadWork;
  readonly #held: HeldLease;
  readonly #desk = new QuestionDesk();
  #thread: Thread | undefined;

  constructor(work: ThreadWork, held: HeldLease) {
    this.#work = work;
    this.#held = held;
  }

  async answer(begun: BegunMessage): Promise<Outcome> {
    const { engine, maxFailures } = this.#work;
    const held = this.#held;
    try {
      this.#thread ??= await this.#open();
      return await runMessage({ engine, held, thread: this.#thread, desk: this.#desk, begun });
    } catch (error) {
      // Who has lost the thread, or is closed, says nothing about the message.
      if (held.signal.aborted) throw error;
      const failures = await engine.countFailure(held.lease, begun.message.id);
      const failure = failureOfMessage(error, failures >= maxFailures);
      if (!failure) throw error;
      return failure;
    }
  }

  async leave(): Promise<void> {
    await this.#tried("could not be unsubscribed", this.#thread?.unsubscribe());
    await this.#tried("could not be given back", this.#held.release());
  }

  async #tried(what: string, done: Promise<void> | undefined): Promise<void> {
    try {
      await done;
    } catch (error) {
      this.#work.logger?.warn(`Thread ${this.#held.lease.threadId} ${what}: ${String(error)}`);
    }
  }

  #open(): Promise<Thread> {
    const { codex, engine, options } = this.#work;
    const { lease, signal } = this.#held;
    const own = options.thread?.(lease.threadId) ?? {};
    const handlers = this.#desk.handlers(options.codex?.handlers, own.handlers);
    return openThread(codex, engine, lease, { ...own, handlers, signal });
  }
}
