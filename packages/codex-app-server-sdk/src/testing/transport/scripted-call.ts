import type * as wire from "codex-app-server-sdk/protocol";

/** A JSON-RPC message of the app-server; which fields are there says what it is. */
export interface JsonRpcMessage {
  /** Of a request, and of the answer to it. */
  id?: string | number;
  /** Of a request or notification. */
  method?: string;
  /** Of a request or notification that has any. */
  params?: unknown;
  /** Of an answer that succeeded. */
  result?: unknown;
  /** Of an answer that failed. */
  error?: JsonRpcFailure;
}

/** The `error` of a JSON-RPC answer. */
export interface JsonRpcFailure {
  /** The JSON-RPC error code. */
  code: number;
  /** The message, as the server words it. */
  message: string;
  /** What the server adds to it. */
  data?: unknown;
}

/** What the client answered to a request of the server. */
export type ClientAnswer = { result: unknown } | { error: JsonRpcFailure };

/** One request of the client, waiting for its scripted answer. */
export interface ScriptedCall {
  /** The request's id. */
  readonly id: string | number;
  /** The request's method. */
  readonly method: string;
  /** Fires when the connection that the request came on has ended. */
  readonly signal: AbortSignal;
  /** Answers with this result, at once. `undefined` goes out as `{}`. */
  result(value?: unknown): void;
  /** Answers with this error, at once. */
  error(failure: JsonRpcFailure): void;
}

/**
 * Answers requests of one method through `call`, now or later; one that never does leaves the
 * request open. What it delivers without awaiting in between reaches the client in one tick. One
 * that throws answers with an internal error (-32603).
 */
export type ScriptedHandler<Params> = (params: Params, call: ScriptedCall) => void | Promise<void>;

/** A result that every request gets, or a handler for all else. */
export type ScriptedAnswer<Params> =
  | ScriptedHandler<Params>
  | object
  | string
  | number
  | boolean
  | null;

/** The params of a client request; `unknown` for a method that the protocol does not know. */
export type ParamsOf<Method extends string> = Method extends keyof wire.ClientRequests
  ? wire.ClientRequests[Method]["params"]
  : unknown;
