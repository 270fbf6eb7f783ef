import { CodexError } from "./codex-error.js";

/**
 * An option or argument is invalid. Thrown before anything is sent; the message names the value.
 */
export class OptionsError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("OPTIONS_INVALID", message, options);
  }
}

/**
 * The thread already has a running turn. The server would silently add the input of a second turn
 * to the running one.
 */
export class TurnInProgressError extends CodexError {
  /** The id of the busy thread. */
  readonly threadId: string;

  constructor(threadId: string) {
    super(
      "TURN_IN_PROGRESS",
      `Thread ${threadId} already has a running turn. thread.currentTurn() is a handle on it: wait for it, interrupt it, or add to it with steer().`,
    );
    this.threadId = threadId;
  }
}

/** A queued turn will not start, or nobody would be told of it. */
export class QueuedTurnLostError extends CodexError {
  /** The id of its entry in the queue. */
  readonly id: string;
  /** The id of the thread whose queue it was in. */
  readonly threadId: string;

  constructor(id: string, threadId: string, why: string) {
    super(
      "QUEUED_TURN_LOST",
      `The start of queued turn ${id} of thread ${threadId} can't be waited for any more: ${why}.`,
    );
    this.id = id;
    this.threadId = threadId;
  }
}
