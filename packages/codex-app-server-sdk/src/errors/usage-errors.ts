import { CodexError } from "./codex-error.js";

/**
 * An option or argument is unusable. Thrown before anything is sent; the message names the value.
 */
export class OptionsError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("OPTIONS_INVALID", message, options);
  }
}

/** The thread already has a running turn; a second one would silently steer the first. */
export class TurnInProgressError extends CodexError {
  /** The thread that is busy. */
  readonly threadId: string;

  constructor(threadId: string) {
    super(
      "TURN_IN_PROGRESS",
      `Thread ${threadId} already has a running turn. Wait for it, interrupt it, or add to it with steer().`,
    );
    this.threadId = threadId;
  }
}
