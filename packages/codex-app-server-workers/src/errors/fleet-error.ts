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
  | "LEASE_LOST"
  | "WORKER_CLOSED";

/** Base class of every error of this package. `code` is for programs, `message` for people. */
export class FleetError extends Error {
  /** Identifies the kind of error and is stable across versions. */
  readonly code: FleetErrorCode;

  constructor(code: FleetErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "FleetError";
    this.code = code;
  }
}
