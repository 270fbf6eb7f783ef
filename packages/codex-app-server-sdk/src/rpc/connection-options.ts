import type { Redactor } from "../diagnostics/redactor.js";
import type { TransportClosedError } from "../errors/index.js";
import type { RpcErrorBody, RpcId, RpcNotification } from "./messages.js";

export interface ConnectionOptions {
  /** Most requests that wait for an answer at once; 0 = no limit. */
  maxInFlight: number;
  /** Longest wait in `close()` for the transport to close, in milliseconds. */
  closeMs: number;
  /** Takes secrets out of what becomes part of an error. */
  redactor: Pick<Redactor, "text" | "value">;
  /**
   * Called for each notification, from the read loop. `size` is the length of its text in bytes.
   */
  notification(message: RpcNotification, size: number): void;
  /**
   * Called for each request of the server, from the read loop. What it resolves to is sent, so
   * it must never reject, and must resolve to what JSON can hold.
   */
  request(call: ServerCall): Promise<ServerCallAnswer>;
  /** A message that is no JSON-RPC or matches nothing. It is left out; nothing else happens. */
  skipped(reason: string): void;
  /** The connection has ended; everything pending is already rejected with `reason`. */
  ended(reason: TransportClosedError): void;
  /** Sees every message as it was received or is about to be sent. */
  trace?(direction: "send" | "recv", message: unknown): void;
}

/** A request of the server. Its id is from the server's own number space. */
export interface ServerCall {
  id: RpcId;
  method: string;
  params: unknown;
}

export type ServerCallAnswer = { result: unknown } | { error: RpcErrorBody };

export interface RequestOptions {
  /** Aborting rejects the request with the signal's reason; the server still carries it out. */
  signal?: AbortSignal | undefined;
  /** Aborting rejects the request while it waits to be sent, and means nothing afterwards. */
  queueSignal?: AbortSignal | undefined;
  /** Time for the answer, counted from the write, in milliseconds; 0 = none. */
  timeoutMs: number;
  /**
   * `window`: holds a place in the window until answered. `long`: holds one only to be sent,
   * because it stays unanswered by design. `now`: never waits.
   */
  lane: "window" | "long" | "now";
  /** Called with the result from the read loop, before anything that follows it is read. */
  onResult?(result: unknown): void;
}
