import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnResult } from "./turn-result.js";

/** What every error of this package has in common, whichever copy of the package made it. */
const brand = Symbol.for("codex-app-server-sdk.error");

/** Longer messages are cut: the server names every method it knows when one is unknown (4 KB). */
const maxMessageLength = 500;

/** Every code and the name of its class, spelt out because bundlers rename classes. */
const names = {
  OPTIONS_INVALID: "OptionsError",
  RUNTIME_NOT_FOUND: "RuntimeNotFoundError",
  STARTUP_FAILED: "StartupError",
  TRANSPORT_CLOSED: "TransportClosedError",
  PROTOCOL_VIOLATION: "ProtocolError",
  REQUEST_TIMEOUT: "RequestTimeoutError",
  TURN_FAILED: "TurnFailedError",
  TURN_INTERRUPTED: "TurnInterruptedError",
  TURN_TIMEOUT: "TurnTimeoutError",
  TURN_IN_PROGRESS: "TurnInProgressError",
  BUFFER_OVERFLOW: "BufferOverflowError",
  OUTPUT_INVALID: "OutputValidationError",
  SCHEMA_NOT_STRICT: "SchemaNotStrictError",
  RPC_ERROR: "JsonRpcError",
  PARSE_ERROR: "ParseError",
  INVALID_REQUEST: "InvalidRequestError",
  METHOD_NOT_FOUND: "MethodNotFoundError",
  INVALID_PARAMS: "InvalidParamsError",
  INTERNAL_ERROR: "InternalRpcError",
  SERVER_BUSY: "ServerBusyError",
  RETRY_LIMIT_EXCEEDED: "RetryLimitExceededError",
} as const;

/** What callers tell errors apart by; stable, unlike messages. */
export type CodexErrorCode = keyof typeof names;

/** Base of every error this package throws. `code` is stable; `message` is for people. */
export class CodexError extends Error {
  readonly code: CodexErrorCode;
  /** The message before it was cut to 500 characters. */
  readonly rawMessage: string;

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
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Whether `value` is an error of this package; true across duplicate bundles of it too. */
export function isCodexError(value: unknown): value is CodexError {
  return typeof value === "object" && value !== null && brand in value;
}

function cut(message: string, maxLength = maxMessageLength): string {
  return message.length <= maxLength ? message : `${message.slice(0, maxLength - 1)}…`;
}

const tailMark = "\nstderr: ";

/** What a long message leaves of stderr at least: its end holds the reason. */
const minTailLength = 120;

function cutWithTail(message: string, stderrTail: string): string {
  const room = maxMessageLength - tailMark.length;
  const tail = stderrTail.slice(-Math.max(room - message.length, minTailLength));
  return `${cut(message, room - tail.length)}${tailMark}${tail}`;
}

/** An option or argument is unusable. Thrown before anything is sent; the message names the value. */
export class OptionsError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("OPTIONS_INVALID", message, options);
  }
}

/** There is no Codex binary to start. The message says what was looked for and how to get it. */
export class RuntimeNotFoundError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("RUNTIME_NOT_FOUND", message, options);
  }
}

/** The server was started and did not become ready: it exited, was too slow, or refused. */
export class StartupError extends CodexError {
  /** The last lines the server wrote to stderr. */
  readonly stderrTail: string;

  constructor(message: string, options: { stderrTail: string; cause?: unknown }) {
    super("STARTUP_FAILED", message, options);
    this.stderrTail = options.stderrTail;
  }
}

/** The connection is gone: the server ended, the pipe broke, or `close()` was called. */
export class TransportClosedError extends CodexError {
  /** Exit code of the server, when it has exited with one. */
  readonly exitCode: number | null;
  /** The signal that ended the server, if one did. */
  readonly signal: string | null;
  /** The last lines the server wrote to stderr. */
  readonly stderrTail: string;

  constructor(
    message: string,
    end: {
      exitCode?: number | null;
      signal?: string | null;
      stderrTail?: string;
      cause?: unknown;
    } = {},
  ) {
    super("TRANSPORT_CLOSED", message, end);
    this.exitCode = end.exitCode ?? null;
    this.signal = end.signal ?? null;
    this.stderrTail = end.stderrTail ?? "";
  }
}

/** The server sent something that the protocol does not allow. */
export class ProtocolError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("PROTOCOL_VIOLATION", message, options);
  }
}

/** No answer came in time. The server may have carried the request out all the same. */
export class RequestTimeoutError extends CodexError {
  readonly method: string;
  readonly timeoutMs: number;

  constructor(method: string, timeoutMs: number) {
    super(
      "REQUEST_TIMEOUT",
      `No answer to ${method} within ${timeoutMs} ms. The server may have carried it out all the same.`,
    );
    this.method = method;
    this.timeoutMs = timeoutMs;
  }
}

/** The turn ended as failed. `result` holds what there was until then. */
export class TurnFailedError extends CodexError {
  readonly result: TurnResult<unknown>;
  /** The server's classification of the failure, when it gave one. */
  readonly codexErrorInfo: wire.CodexErrorInfo | null;

  /** `reason` is the server's, with secrets taken out. */
  constructor(result: TurnResult<unknown>, reason: string | undefined) {
    const error = result.turn.error;
    super("TURN_FAILED", `The turn failed: ${reason ?? "the server gave no reason"}`);
    this.result = result;
    this.codexErrorInfo = error?.codexErrorInfo ?? null;
  }
}

/** The turn was interrupted, and not by its own signal or time-out. */
export class TurnInterruptedError extends CodexError {
  readonly result: TurnResult<unknown>;
  /** The server's classification, when it gave one. */
  readonly codexErrorInfo: wire.CodexErrorInfo | null;

  constructor(result: TurnResult<unknown>) {
    super("TURN_INTERRUPTED", "The turn was interrupted before it was complete.");
    this.result = result;
    this.codexErrorInfo = result.turn.error?.codexErrorInfo ?? null;
  }
}

/** A turn took longer than its `timeouts` allow and was interrupted. */
export class TurnTimeoutError extends CodexError {
  /** `idle`: nothing was heard of the turn for too long. `total`: it ran for too long. */
  readonly kind: "idle" | "total";
  readonly timeoutMs: number;

  constructor(kind: "idle" | "total", timeoutMs: number) {
    const what =
      kind === "idle" ? `Nothing was heard of the turn for` : `The turn ran for more than`;
    super(
      "TURN_TIMEOUT",
      `${what} ${timeoutMs} ms, so it was interrupted. Raise timeouts.${kind}Ms, or set it to 0 for none.`,
    );
    this.kind = kind;
    this.timeoutMs = timeoutMs;
  }
}

/** The thread already has a running turn; a second one would silently steer the first. */
export class TurnInProgressError extends CodexError {
  readonly threadId: string;

  constructor(threadId: string) {
    super(
      "TURN_IN_PROGRESS",
      `Thread ${threadId} already has a running turn. Wait for it, interrupt it, or add to it with steer().`,
    );
    this.threadId = threadId;
  }
}

/** A stream was read too slowly: even with deltas joined, its buffer went over the limit. */
export class BufferOverflowError extends CodexError {
  constructor(limit: string) {
    super(
      "BUFFER_OVERFLOW",
      `The stream was read too slowly and its buffer went over ${limit}. Read faster, or raise the limit.`,
    );
  }
}

/** The server answered a request with a JSON-RPC error. */
export class JsonRpcError extends CodexError {
  readonly rpcCode: number;
  readonly data: unknown;
  /** The method that was refused. */
  readonly method: string;

  constructor(error: RpcErrorDetails, code: CodexErrorCode = "RPC_ERROR") {
    super(code, `${error.method} was refused: ${error.message} (${error.rpcCode})`);
    this.rpcCode = error.rpcCode;
    this.data = error.data;
    this.method = error.method;
  }
}

/** What a JSON-RPC error answer holds, and which method it answers. */
export interface RpcErrorDetails {
  method: string;
  rpcCode: number;
  message: string;
  data: unknown;
}

/** The server could not read the message as JSON. */
export class ParseError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "PARSE_ERROR");
  }
}

/** The server refused the request: unknown thread, no active turn, missing capability … */
export class InvalidRequestError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "INVALID_REQUEST");
  }
}

/** The server does not know the method; it is older or newer than this package. */
export class MethodNotFoundError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "METHOD_NOT_FOUND");
  }
}

/** The server could not make sense of the params. Sending them again will not help. */
export class InvalidParamsError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "INVALID_PARAMS");
  }
}

/** Something failed inside the server while it carried the request out. */
export class InternalRpcError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "INTERNAL_ERROR");
  }
}

/** The server is overloaded. Trying again later may work. */
export class ServerBusyError extends JsonRpcError {
  constructor(error: RpcErrorDetails, code: CodexErrorCode = "SERVER_BUSY") {
    super(error, code);
  }
}

/** `retryOnOverload` gave up: the server, or the model, was still busy at the last attempt. */
export class RetryLimitExceededError extends ServerBusyError {
  readonly attempts: number;

  /** `last` is a `ServerBusyError`, or the `TurnFailedError` of an overloaded model. */
  constructor(last: CodexError, attempts: number) {
    super(refusalOf(last, attempts), "RETRY_LIMIT_EXCEEDED");
    this.cause = last;
    this.attempts = attempts;
  }
}

/** By its fields: the error may come from another copy of this module. */
function refusalOf(last: CodexError, attempts: number): RpcErrorDetails {
  const { method, rpcCode, data, codexErrorInfo } = last as Partial<JsonRpcError & TurnFailedError>;
  return {
    method: method ?? "turn/start",
    rpcCode: rpcCode ?? -32001,
    message: `still overloaded after ${attempts} attempts: ${last.rawMessage}`,
    data: method === undefined ? codexErrorInfo : data,
  };
}
