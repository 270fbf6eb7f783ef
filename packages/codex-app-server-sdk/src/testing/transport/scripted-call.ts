import type * as wire from "codex-app-server-sdk/protocol";

/** A JSON-RPC message between client and app-server. Its fields tell what kind it is. */
export interface JsonRpcMessage {
  /** In requests, and in the answers to them. */
  id?: string | number;
  /** In requests and notifications. */
  method?: string;
  /** In requests and notifications that have params. */
  params?: unknown;
  /** In requests of a client that has a `traceContext`. */
  trace?: { traceparent?: string; tracestate?: string };
  /** In answers to requests that succeeded. */
  result?: unknown;
  /** In answers to requests that failed. */
  error?: JsonRpcFailure;
}

/** The `error` field of a JSON-RPC answer. */
export interface JsonRpcFailure {
  /** The JSON-RPC error code. */
  code: number;
  /** The error message. */
  message: string;
  /** Further details, if any. */
  data?: unknown;
}

/** What the client answered to a server request. */
export type ClientAnswer<Result = unknown> = { result: Result } | { error: JsonRpcFailure };

/** One client request that waits for its scripted answer. */
export interface ScriptedCall<Result = unknown> {
  /** The request's id. */
  readonly id: string | number;
  /** The request's method. */
  readonly method: string;
  /** Aborts when the connection of this request has ended. */
  readonly signal: AbortSignal;
  /** Answers at once with this result. `undefined` is sent as `{}`. */
  result(value?: Result): void;
  /** Answers at once with this error. */
  error(failure: JsonRpcFailure): void;
}

/**
 * Answers the requests of one method through `call`, now or later. If it never does, the request
 * stays unanswered. If it throws, the request gets an internal error (-32603). Messages that it
 * sends without awaiting anything in between reach the client in the same tick.
 */
export type ScriptedHandler<Params, Result = unknown> = (
  params: Params,
  call: ScriptedCall<Result>,
) => void | Promise<void>;

/** The result for every request of a method, or a handler. */
export type ScriptedAnswer<Params, Result = unknown> = ScriptedHandler<Params, Result> | Result;

/**
 * The params of a request or notification, whoever sends it; `unknown` for a method that is not
 * part of the protocol.
 */
export type ParamsOf<Method extends string> = Method extends keyof (wire.ClientRequests &
  wire.ServerRequests)
  ? (wire.ClientRequests & wire.ServerRequests)[Method]["params"]
  : Method extends keyof wire.ServerNotifications
    ? wire.ServerNotifications[Method]
    : unknown;

/** The result of a request; any JSON for a method that is not part of the protocol. */
export type ResultOf<Method extends string> = Method extends keyof (wire.ClientRequests &
  wire.ServerRequests)
  ? (wire.ClientRequests & wire.ServerRequests)[Method]["result"]
  : object | string | number | boolean | null;

/** Params as the last argument, which may be left out where nothing in them is required. */
export type ParamsArgs<Params> =
  Record<string, never> extends Params ? [params?: Params] : [params: Params];

/** A message that the client sent, with the params of its method. */
export type SentMessage<Method extends string> = JsonRpcMessage & {
  /** The method that was asked for. */
  method: Method;
  /** Its params. */
  params: ParamsOf<Method>;
};
