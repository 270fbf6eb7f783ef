import { FleetError } from "./fleet-error.js";

/** Too many messages wait for the thread. Nothing was sent; try again when a turn has ended. */
export class MailboxFullError extends FleetError {
  /** The thread whose mailbox is full. */
  readonly threadId: string;

  constructor(threadId: string, limit: number) {
    super(
      "MAILBOX_FULL",
      `${limit} messages wait for thread ${threadId}, which is the limit. Send the next one when a turn has ended.`,
    );
    this.threadId = threadId;
  }
}

/** The thread has no turn of this id, or its outcome is not kept any more. */
export class TurnUnknownError extends FleetError {
  constructor(threadId: string, turnId: string) {
    super(
      "TURN_UNKNOWN",
      `Thread ${threadId} has no turn ${turnId}, or it ended so long ago that it was forgotten.`,
    );
  }
}

/** The turn has ended, so that it can't be steered any more. */
export class TurnOverError extends FleetError {
  constructor(threadId: string, turnId: string) {
    super(
      "TURN_OVER",
      `Turn ${turnId} of thread ${threadId} has ended. Send the input as a turn of its own.`,
    );
  }
}

/** The server did not take what the turn was steered with. */
export class SteerRefusedError extends FleetError {
  constructor(turnId: string, reason: string) {
    super("STEER_REFUSED", `Turn ${turnId} could not be steered: ${reason}`);
  }
}

/** The turn was interrupted before a worker began it; the model never saw the message. */
export class TurnCancelledError extends FleetError {
  constructor(threadId: string, turnId: string) {
    super("TURN_CANCELLED", `Turn ${turnId} of thread ${threadId} was cancelled before it began.`);
  }
}

/** The turn could not be run, or not to its end. */
export class TurnNotRunError extends FleetError {
  /** The code of the error on the worker, such as those of the SDK; `UNKNOWN` where it had none. */
  readonly reason: string;

  constructor(turnId: string, reason: string, message: string) {
    super("TURN_NOT_RUN", `Turn ${turnId} could not be run to its end: ${message}`);
    this.reason = reason;
  }
}
