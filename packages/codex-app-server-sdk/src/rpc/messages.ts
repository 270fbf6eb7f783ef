import { messageOf } from "../errors/error-text.js";
import { findUnsendable } from "../errors/find-unsendable.js";
import { OptionsError } from "../errors/index.js";

/** A JSON-RPC id. Both sides use numbers or strings. */
export type RpcId = string | number;

export interface RpcErrorBody {
  code: number;
  message: string;
  data?: unknown;
}

/** A message from the server, by kind. */
export type Incoming =
  | { kind: "result"; id: RpcId; result: unknown }
  | { kind: "error"; id: RpcId; error: RpcErrorBody }
  | { kind: "request"; id: RpcId; method: string; params: unknown }
  | { kind: "notification"; message: RpcNotification }
  /** `id`: the request that this seems to answer. */
  | { kind: "invalid"; reason: string; id?: RpcId };

/** A notification as the server sent it, including other top-level fields. */
export interface RpcNotification {
  method: string;
  params?: unknown;
}

/**
 * Tells what kind of message this is. The server numbers its requests from 0, so their ids collide
 * with the client's: only the presence of `method` tells a request from an answer.
 */
export function classify(message: unknown): Incoming {
  if (typeof message !== "object" || message === null || Array.isArray(message)) {
    return { kind: "invalid", reason: "not a JSON object" };
  }
  const { id, method, params, result, error } = message as Record<string, unknown>;
  if (typeof method === "string") {
    if (id === undefined) {
      return { kind: "notification", message: message as RpcNotification };
    }
    return isRpcId(id)
      ? { kind: "request", id, method, params }
      : { kind: "invalid", reason: "a request id that is neither string nor number" };
  }
  if (!isRpcId(id)) return { kind: "invalid", reason: "neither a method nor a usable id" };
  if (isErrorBody(error)) return { kind: "error", id, error };
  return "result" in message
    ? { kind: "result", id, result }
    : { kind: "invalid", reason: "an answer with neither a result nor a readable error", id };
}

/**
 * Returns the JSON text of a message to send. Replaces lone surrogates by U+FFFD: the server can't
 * decode them, drops the whole message and never answers it. Throws an `OptionsError` for values
 * that JSON can't represent.
 */
export function encode(message: object): string {
  const text = stringify(message);
  // JSON.stringify writes a surrogate as an escape sequence only when it is a lone one.
  return text.includes("\\ud") ? text.replace(escapes, replaceLoneSurrogate) : text;
}

function stringify(message: object): string {
  try {
    return JSON.stringify(message);
  } catch (cause) {
    const why = culpritIn(message) ?? messageOf(cause);
    throw new OptionsError(`The message can't be sent as JSON: ${why}.`, { cause });
  }
}

/** Which part of the message JSON can't represent, if it can be looked at. */
function culpritIn(message: object): string | undefined {
  try {
    return findUnsendable((message as { params?: unknown }).params, "params");
  } catch {
    return undefined;
  }
}

/**
 * Matches every escape sequence, so that an escaped backslash before "ud800" is not mistaken for
 * one.
 */
const escapes = /\\(ud[89a-f][0-9a-f]{2}|.)/g;

function replaceLoneSurrogate(sequence: string, escaped: string): string {
  return escaped.length > 1 ? "\ufffd" : sequence;
}

function isRpcId(value: unknown): value is RpcId {
  return typeof value === "number" || typeof value === "string";
}

function isErrorBody(value: unknown): value is RpcErrorBody {
  if (typeof value !== "object" || value === null) return false;
  const { code, message } = value as Record<string, unknown>;
  return typeof code === "number" && typeof message === "string";
}
