/** Tells errors apart in code. Codes are stable across versions; messages are not. */
export type CodexErrorCode =
  | "OPTIONS_INVALID"
  | "RUNTIME_NOT_FOUND"
  | "STARTUP_FAILED"
  | "TRANSPORT_CLOSED"
  | "PROTOCOL_VIOLATION"
  | "REQUEST_TIMEOUT"
  | "TURN_FAILED"
  | "NOT_LOGGED_IN"
  | "TURN_INTERRUPTED"
  | "TURN_TIMEOUT"
  | "TURN_IN_PROGRESS"
  | "QUEUED_TURN_LOST"
  | "THREAD_STORE_FAILED"
  | "THREAD_FENCED"
  | "BUFFER_OVERFLOW"
  | "OUTPUT_INVALID"
  | "SCHEMA_NOT_STRICT"
  | "RPC_ERROR"
  | "PARSE_ERROR"
  | "INVALID_REQUEST"
  | "THREAD_NOT_FOUND"
  | "CONFIG_CONFLICT"
  | "METHOD_NOT_FOUND"
  | "INVALID_PARAMS"
  | "INTERNAL_ERROR"
  | "SERVER_BUSY"
  | "RETRY_LIMIT_EXCEEDED";

/** Marks the errors of this package, even those made by another copy of it. */
const brand = Symbol.for("codex-app-server-sdk.error");

/** Longer messages are cut. The server's answer to an unknown method lists every method (4 KB). */
const maxMessageLength = 500;

/** The class name of each code, written out because bundlers rename classes. */
const names: Record<CodexErrorCode, string> = {
  OPTIONS_INVALID: "OptionsError",
  RUNTIME_NOT_FOUND: "RuntimeNotFoundError",
  STARTUP_FAILED: "StartupError",
  TRANSPORT_CLOSED: "TransportClosedError",
  PROTOCOL_VIOLATION: "ProtocolError",
  REQUEST_TIMEOUT: "RequestTimeoutError",
  TURN_FAILED: "TurnFailedError",
  NOT_LOGGED_IN: "NotLoggedInError",
  TURN_INTERRUPTED: "TurnInterruptedError",
  TURN_TIMEOUT: "TurnTimeoutError",
  TURN_IN_PROGRESS: "TurnInProgressError",
  QUEUED_TURN_LOST: "QueuedTurnLostError",
  THREAD_STORE_FAILED: "ThreadStoreError",
  THREAD_FENCED: "ThreadFencedError",
  BUFFER_OVERFLOW: "BufferOverflowError",
  OUTPUT_INVALID: "OutputValidationError",
  SCHEMA_NOT_STRICT: "SchemaNotStrictError",
  RPC_ERROR: "JsonRpcError",
  PARSE_ERROR: "ParseError",
  INVALID_REQUEST: "InvalidRequestError",
  THREAD_NOT_FOUND: "ThreadNotFoundError",
  CONFIG_CONFLICT: "ConfigConflictError",
  METHOD_NOT_FOUND: "MethodNotFoundError",
  INVALID_PARAMS: "InvalidParamsError",
  INTERNAL_ERROR: "InternalRpcError",
  SERVER_BUSY: "ServerBusyError",
  RETRY_LIMIT_EXCEEDED: "RetryLimitExceededError",
};

/**
 * Base class of every error that this package throws. `code` is for programs, `message` for people.
 */
export class CodexError extends Error {
  /**
   * Identifies the kind of error and is stable across versions. The troubleshooting guide has a
   * section for each code.
   */
  readonly code: CodexErrorCode;
  /** The full message, before it was cut to 500 characters. */
  readonly rawMessage: string;
  /** @internal The full message without the lines from stderr, for use inside another message. */
  declare readonly summary: string;

  constructor(
    code: CodexErrorCode,
    message: string,
    options: { cause?: unknown; stderrTail?: string | undefined } = {},
  ) {
    const { stderrTail = "" } = options;
    super(stderrTail === "" ? cut(message) : cutWithTail(message, stderrTail), options);
    this.name = names[code];
    this.code = code;
    this.rawMessage = stderrTail === "" ? message : `${message}${tailMark}${stderrTail}`;
    Object.defineProperties(this, { [brand]: { value: true }, summary: { value: message } });
  }
}

/**
 * Whether `value` is an error of this package. Unlike `instanceof`, it also recognises errors made
 * by another copy of the package.
 */
export function isCodexError(value: unknown): value is CodexError {
  try {
    return typeof value === "object" && value !== null && brand in value;
  } catch {
    return false; // A proxy may refuse to be looked at.
  }
}

function cut(message: string, maxLength = maxMessageLength): string {
  return message.length <= maxLength ? message : `${message.slice(0, maxLength - 1)}…`;
}

const tailMark = "\nstderr: ";

/** At least this much of the end of stderr is shown, however long the message is. */
const minTailLength = 120;

function cutWithTail(message: string, stderrTail: string): string {
  const room = maxMessageLength - tailMark.length;
  const tail = stderrTail.slice(-Math.max(room - message.length, minTailLength));
  return `${cut(message, room - tail.length)}${tailMark}${tail}`;
}
