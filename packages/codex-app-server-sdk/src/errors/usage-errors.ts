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
