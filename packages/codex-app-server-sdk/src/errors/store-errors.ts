import { CodexError } from "./codex-error.js";

/**
 * Why a stored conversation could not be saved or loaded. `failed`: the store, or the file of the
 * server, failed with what `cause` says. `timeout`: the store did not answer in time. `gap`: the
 * store has less than what a save follows on. `path`: a path leads out of the CODEX_HOME, or is not
 * one of a conversation. `diverged`: what is stored and what the server has can't be brought
 * together in this CODEX_HOME. `unwritten`: the server has told that a turn is complete, and has
 * not written it to its file, so that there is nothing to save.
 */
export type ThreadStoreProblem = "failed" | "timeout" | "gap" | "path" | "diverged" | "unwritten";

/** A thread could not be saved in the `threadStore`, or not be loaded from it. */
export class ThreadStoreError extends CodexError {
  /** The thread that was to be saved or loaded. */
  readonly threadId: string;
  /** What went wrong. */
  readonly problem: ThreadStoreProblem;

  constructor(
    threadId: string,
    problem: ThreadStoreProblem,
    message: string,
    options?: { cause?: unknown },
  ) {
    super("THREAD_STORE_FAILED", `Thread ${threadId}: ${message}`, options);
    this.threadId = threadId;
    this.problem = problem;
  }
}

/**
 * Another client has taken the thread over, so that this one may not save it any more. Its turn is
 * interrupted, and it may run no other one until it has taken the thread over again.
 */
export class ThreadFencedError extends CodexError {
  /** The thread that another client has taken over. */
  readonly threadId: string;

  constructor(threadId: string) {
    super(
      "THREAD_FENCED",
      `Thread ${threadId} was taken over by another client, so that this one can't save it any more. codex.threadResume() takes it over again, with what is stored by then.`,
    );
    this.threadId = threadId;
  }
}
