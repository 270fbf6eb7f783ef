import { CodexError } from "./codex-error.js";

/** No Codex binary was found. The message says where it was looked for and how to get one. */
export class RuntimeNotFoundError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("RUNTIME_NOT_FOUND", message, options);
  }
}

/**
 * The server was started but did not become ready: it exited, took too long, or refused the
 * handshake.
 */
export class StartupError extends CodexError {
  /** The last lines the server wrote to stderr. */
  readonly stderrTail: string;

  constructor(message: string, options: { stderrTail: string; cause?: unknown }) {
    super("STARTUP_FAILED", message, options);
    this.stderrTail = options.stderrTail;
  }
}

/** The connection has ended: the server exited, the pipe broke, or `close()` was called. */
export class TransportClosedError extends CodexError {
  /** The server's exit code; null when a signal ended it, it still runs, or there is no process. */
  readonly exitCode: number | null;
  /** The signal that ended the server; null when none did. */
  readonly signal: string | null;
  /**
   * The last lines the server wrote to stderr. The message quotes only those that it wrote after
   * its last message.
   */
  readonly stderrTail: string;

  constructor(
    message: string,
    end: {
      exitCode?: number | null;
      signal?: string | null;
      stderrTail?: string;
      /** What the message quotes of it; default all of it. */
      lastWords?: string;
      cause?: unknown;
    } = {},
  ) {
    super("TRANSPORT_CLOSED", message, { ...end, stderrTail: end.lastWords ?? end.stderrTail });
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

/** No answer came in time. The server may still have carried out the request. */
export class RequestTimeoutError extends CodexError {
  /** The JSON-RPC method of the request, such as `turn/start`. */
  readonly method: string;
  /** How long the client waited for the answer, in milliseconds. */
  readonly timeoutMs: number;

  constructor(method: string, timeoutMs: number) {
    super(
      "REQUEST_TIMEOUT",
      `No answer to ${method} within ${timeoutMs} ms. The server may still have carried it out.`,
    );
    this.method = method;
    this.timeoutMs = timeoutMs;
  }
}

/**
 * What a stream was to deliver is not kept any more: it was read so slowly that its buffer exceeded
 * the limit even after text deltas were joined, or it was to begin with what another stream has
 * taken already.
 */
export class BufferOverflowError extends CodexError {
  constructor(message: string) {
    super("BUFFER_OVERFLOW", message);
  }
}
