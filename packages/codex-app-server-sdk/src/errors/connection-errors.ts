import { CodexError } from "./codex-error.js";

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
  /** The method of the request, as on the wire. */
  readonly method: string;
  /** How long the answer was waited for, in milliseconds. */
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

/** A stream was read too slowly: even with deltas joined, its buffer went over the limit. */
export class BufferOverflowError extends CodexError {
  constructor(limit: string) {
    super(
      "BUFFER_OVERFLOW",
      `The stream was read too slowly and its buffer went over ${limit}. Read faster, or raise the limit.`,
    );
  }
}
