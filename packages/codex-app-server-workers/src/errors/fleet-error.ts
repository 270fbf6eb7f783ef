/** Tells errors apart in code. Codes are stable across versions; messages are not. */
export type FleetErrorCode =
  | "MAILBOX_FULL"
  | "TURN_UNKNOWN"
  | "TURN_OVER"
  | "TURN_CANCELLED"
  | "TURN_NOT_RUN"
  | "STEER_REFUSED"
  | "EVENTS_TRIMMED"
  | "APPROVAL_OVER"
  | "APPROVAL_UNANSWERED"
  | "LEASE_LOST"
  | "WORKER_CLOSED"
  | "ENGINE_FAILED";

/** The class name of each code, written out because bundlers rename classes. */
const names: Record<FleetErrorCode, string> = {
  MAILBOX_FULL: "MailboxFullError",
  TURN_UNKNOWN: "TurnUnknownError",
  TURN_OVER: "TurnOverError",
  TURN_CANCELLED: "TurnCancelledError",
  TURN_NOT_RUN: "TurnNotRunError",
  STEER_REFUSED: "SteerRefusedError",
  EVENTS_TRIMMED: "EventsTrimmedError",
  APPROVAL_OVER: "ApprovalOverError",
  APPROVAL_UNANSWERED: "ApprovalUnansweredError",
  LEASE_LOST: "LeaseLostError",
  WORKER_CLOSED: "WorkerClosedError",
  ENGINE_FAILED: "EngineError",
};

/** Base class of every error of this package. `code` is for programs, `message` for people. */
export class FleetError extends Error {
  /** Identifies the kind of error and is stable across versions. */
  readonly code: FleetErrorCode;

  constructor(code: FleetErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = names[code];
    this.code = code;
  }
}
