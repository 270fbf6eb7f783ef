import type * as wire from "codex-app-server-sdk/protocol";

/** A JSON-RPC message of the app-server; which fields are there says what it is. */
export interface JsonRpcMessage {
  id?: string | number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: JsonRpcFailure;
}

/** The `error` of a JSON-RPC answer. */
export interface JsonRpcFailure {
  code: number;
  message: string;
  data?: unknown;
}

/** What the client answered to a request of the server. */
export type ClientAnswer = { result: unknown } | { error: JsonRpcFailure };

/** One request of the client, waiting for its scripted answer. */
export interface ScriptedCall {
  readonly id: string | number;
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
