import type { Redactor } from "../diagnostics/redactor.js";
import {
  ConfigConflictError,
  InternalRpcError,
  InvalidParamsError,
  InvalidRequestError,
  JsonRpcError,
  MethodNotFoundError,
  ParseError,
  type RpcErrorDetails,
  ServerBusyError,
  ThreadNotFoundError,
} from "../errors/index.js";
import type { RpcErrorBody } from "./messages.js";

/** The JSON-RPC error code of an overloaded server. */
export const serverBusyCode = -32001;

/** What an error answer is about, and how secrets are taken out of it. */
export interface RefusedRequest {
  readonly method: string;
  readonly params: unknown;
  readonly redactor: Pick<Redactor, "text" | "value">;
}

/** What the server said, in its own words. They may hold secrets, so that no error shows them. */
const serverWords = new WeakMap<JsonRpcError, string>();

/** The words in which the server refused a request: for decisions, never to be shown. */
export function wordsOf(error: JsonRpcError): string {
  return serverWords.get(error) ?? error.rawMessage;
}

/** The error for a JSON-RPC error answer: classified as it came, shown without secrets. */
export function rpcErrorFrom(refusal: RpcErrorBody, request: RefusedRequest): JsonRpcError {
  const { method, redactor } = request;
  const error = errorOf(refusal, request, {
    method,
    rpcCode: refusal.code,
    message: redactor.text(refusal.message),
    data: redactor.value(refusal.data),
  });
  serverWords.set(error, refusal.message);
  return error;
}

/**
 * The real server answers -32600 to almost everything, so the message decides where the code
 * does not.
 */
function errorOf(
  { code, message, data }: RpcErrorBody,
  { method, params }: RefusedRequest,
  details: RpcErrorDetails,
): JsonRpcError {
  const threadId = threadIdIn(method, params);
  if (threadId !== undefined && noThread.test(message)) {
    return new ThreadNotFoundError(details, threadId);
  }
  switch (code) {
    case serverBusyCode:
      return new ServerBusyError(details);
    case -32700:
      return new ParseError(details);
    case -32601:
      return new MethodNotFoundError(details);
    case -32602:
      return new InvalidParamsError(details);
    case -32603:
      return new InternalRpcError(details);
    case -32600:
      return invalidRequestFrom({ message, data }, details);
    default:
      return new JsonRpcError(details);
  }
}

function invalidRequestFrom(
  { message, data }: Pick<RpcErrorBody, "message" | "data">,
  details: RpcErrorDetails,
): JsonRpcError {
  const { config_write_error_code } = (data ?? {}) as { config_write_error_code?: unknown };
  if (config_write_error_code === "configVersionConflict") return new ConfigConflictError(details);
  if (message.startsWith(`${unreadable}unknown variant \`${details.method}\``)) {
    return new MethodNotFoundError(details);
  }
  return badParams.test(message)
    ? new InvalidParamsError(details)
    : new InvalidRequestError(details);
}

/** The thread that a request names. An MCP server has its own words for what it can't find. */
function threadIdIn(method: string, params: unknown): string | undefined {
  if (method.startsWith("mcpServer/")) return undefined;
  const { threadId } = (params ?? {}) as { threadId?: unknown };
  return typeof threadId === "string" ? threadId : undefined;
}

/** How the server says that there is no such thread, whatever the code. */
const noThread = /thread not (?:found|loaded)|no (?:archived )?rollout found/;

/** How the server begins to say what it could not read of a request. */
const unreadable = "Invalid request: ";

/**
 * How its deserialiser goes on. Without that beginning, these words may be about something else: a
 * configuration file that is broken is no mistake in the params.
 */
const badParams = new RegExp(
  `^${unreadable}(?:missing field \`|invalid type: |unknown variant \`|invalid value: |data did not match any variant)`,
);
