import type { Redactor } from "../diagnostics/redactor.js";
import type { TransportClosedError } from "../errors/index.js";
import type { RpcErrorBody, RpcId, RpcNotification } from "./messages.js";

export interface ConnectionOptions {
  /** How many requests may wait for an answer at once; 0 = no limit. */
  maxInFlight: number;
  /**
   * How long `close()` waits at most for the transport to close, in milliseconds; 0 = no limit.
   */
  closeMs: number;
  /** Removes secrets from what goes into errors. */
  redactor: Pick<Redactor, "text" | "value" | "error">;
  /**
   * Called for each notification while a message is being read. `size` is the length of its text in
   * bytes.
   */
  notification(message: RpcNotification, size: number): void;
  /**
   * Called for each request of the server, from the read loop. What it resolves to is sent, unless
   * that is undefined; it must never reject, and must resolve to what JSON can hold.
   */
  request(call: ServerCall): Promise<ServerCallAnswer | undefined>;
  /** A message that is no JSON-RPC or matches nothing. It is left out; nothing else happens. */
  skipped(reason: string): void;
  /**
   * Called when the connection has ended. By then every pending request has been rejected with
   * `reason`.
   */
  ended(reason: TransportClosedError): void;
  /** Called with every message that is received or about to be sent. It must not throw. */
  trace?(direction: "send" | "recv", message: unknown): void;
}

/** A request of the server. The server numbers its requests independently of the client's. */
export interface ServerCall {
  id: RpcId;
  method: string;
  params: unknown;
}

export type ServerCallAnswer = { result: unknown } | { error: RpcErrorBody };

export interface RequestOptions {
  /** Aborting rejects the request with the signal's reason. The server still carries it out. */
  signal?: AbortSignal | undefined;
  /**
   * Aborting rejects the request as long as it waits to be sent, and has no effect afterwards.
   * Default: `signal`.
   */
  queueSignal?: AbortSignal | undefined;
  /** How long the answer may take after the request was sent, in milliseconds; 0 = no limit. */
  timeoutMs: number;
  /**
   * When the request is sent. `window`: once fewer than `maxInFlight` requests wait for an answer.
   * `long`: the same, but it stops counting once sent, because it stays unanswered by design.
   * `now`: at once, whatever else is waiting.
   */
  lane: "window" | "long" | "now";
  /** What stands beside method and params: the trace that the request belongs to. */
  trace?: object | undefined;
  /** Called with the length of the request, before it is sent, and of its answer. */
  onSize?: ((of: "request" | "response", bytes: number) => void) | undefined;
  /** Called when the request has been sent. */
  onSent?(): void;
  /** Called with the result before any later message is read. */
  onResult?(result: unknown): void;
  /** Called instead with a result that comes after an abort or the deadline. */
  onLate?(result: unknown): void;
  /**
   * Called when the caller has left at the deadline or on abort, with the id of the request, which
   * the server still carries out.
   */
  onLeft?(id: RpcId): void;
}
