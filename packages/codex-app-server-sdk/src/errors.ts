import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnResult } from "./collect-turn.js";

/** What every error of this package has in common, whichever copy of the package made it. */
const brand = Symbol.for("codex-app-server-sdk.error");

/** Longer messages are cut: the server names every method it knows when one is unknown (4 KB). */
const maxMessageLength = 500;

export type CodexErrorCode =
  | "OPTIONS_INVALID"
  | "RUNTIME_NOT_FOUND"
  | "STARTUP_FAILED"
  | "TRANSPORT_CLOSED"
  | "PROTOCOL_VIOLATION"
  | "REQUEST_TIMEOUT"
  | "TURN_FAILED"
  | "TURN_INTERRUPTED"
  | "TURN_TIMEOUT"
  | "TURN_IN_PROGRESS"
  | "BUFFER_OVERFLOW"
  | "OUTPUT_INVALID"
  | "SCHEMA_NOT_STRICT"
  | "RPC_ERROR"
  | "PARSE_ERROR"
  | "INVALID_REQUEST"
  | "METHOD_NOT_FOUND"
  | "INVALID_PARAMS"
  | "INTERNAL_ERROR"
  | "SERVER_BUSY"
  | "RETRY_LIMIT_EXCEEDED";

/** Base of every error this package throws. `code` is stable; `message` is for people. */
export class CodexError extends Error {
  readonly code: CodexErrorCode;
  /** The message before it was cut to 500 characters. */
  readonly rawMessage: string;

  constructor(code: CodexErrorCode, message: string, options?: { cause?: unknown }) {
    super(cut(message), options);
    this.name = new.target.name;
    this.code = code;
    this.rawMessage = message;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether `value` is an error of this package; true across duplicate bundles of it too. */
export function isCodexError(value: unknown): value is CodexError {
  return typeof value === "object" && value !== null && brand in value;
}

function cut(message: string): string {
  return message.length <= maxMessageLength ? message : `${message.slice(0, maxMessageLength - 1)}…`;
}
