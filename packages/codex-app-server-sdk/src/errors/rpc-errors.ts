import { CodexError, type CodexErrorCode } from "./codex-error.js";

/** The contents of a JSON-RPC error answer, and the method that it answers. */
export interface RpcErrorDetails {
  /** The method of the request that failed. */
  method: string;
  /** The JSON-RPC error code. */
  rpcCode: number;
  /** The server's error message. */
  message: string;
  /** Further details from the server, if any. */
  data: unknown;
}

/** The server answered a request with a JSON-RPC error. */
export class JsonRpcError extends CodexError {
  /** The JSON-RPC error code, such as -32600. */
  readonly rpcCode: number;
  /** The error's `data` field, with secrets removed; undefined when the server sent none. */
  readonly data: unknown;
  /** The method of the request that failed. */
  readonly method: string;

  constructor(error: RpcErrorDetails, code: CodexErrorCode = "RPC_ERROR") {
    super(code, `${error.method} was refused: ${error.message} (${error.rpcCode})`);
    this.rpcCode = error.rpcCode;
    this.data = error.data;
    this.method = error.method;
  }
}

/** The server could not parse the message as JSON. */
export class ParseError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "PARSE_ERROR");
  }
}

/**
 * The server refused the request, for example because of an unknown thread, no active turn or a
 * missing capability.
 */
export class InvalidRequestError extends JsonRpcError {
  constructor(error: RpcErrorDetails, code: CodexErrorCode = "INVALID_REQUEST") {
    super(error, code);
  }
}

/**
 * The server has no such thread, or none that this request can use: it may have been deleted,
 * archived, or never stored because it had no turn; one that is not loaded has to be resumed first.
 */
export class ThreadNotFoundError extends InvalidRequestError {
  /** The id that the request named. */
  readonly threadId: string;

  constructor(error: RpcErrorDetails, threadId: string) {
    const hint = "It may also be archived, or not loaded: codex.threadResume() loads it.";
    super({ ...error, message: `${error.message}. ${hint}` }, "THREAD_NOT_FOUND");
    this.threadId = threadId;
  }
}

/**
 * The configuration is not what it was in `expectedVersion`: something else has written it since.
 * Nothing was written. Read it again, and write with the new version.
 */
export class ConfigConflictError extends InvalidRequestError {
  constructor(error: RpcErrorDetails) {
    super(error, "CONFIG_CONFLICT");
  }
}

/** The server does not know the method, because it is older or newer than this package. */
export class MethodNotFoundError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "METHOD_NOT_FOUND");
  }
}

/** The server could not read the params. Sending them again will not help. */
export class InvalidParamsError extends JsonRpcError {
  constructor(error: RpcErrorDetails) {
    super(error, "INVALID_PARAMS");
  }
}

/** Something failed inside the server while it carried out the request. */
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

/** `retryOnOverload` gave up: the server or the model was still overloaded at the last attempt. */
export class RetryLimitExceededError extends ServerBusyError {
  /** How many attempts were made. */
  readonly attempts: number;

  /**
   * `last` is the error of the last attempt: a `ServerBusyError`, or a `TurnFailedError` when the
   * model was overloaded.
   */
  constructor(last: CodexError, attempts: number) {
    super(refusalOf(last, attempts), "RETRY_LIMIT_EXCEEDED");
    this.cause = last;
    this.attempts = attempts;
  }
}

/**
 * Reads fields instead of using `instanceof`: the error may come from another copy of this module.
 */
function refusalOf(last: CodexError, attempts: number): RpcErrorDetails {
  const { method, rpcCode, data, codexErrorInfo } = last as Partial<JsonRpcError> & {
    codexErrorInfo?: unknown;
  };
  return {
    method: method ?? "turn/start",
    rpcCode: rpcCode ?? -32001,
    message: `still overloaded after ${attempts} attempts: ${last.rawMessage}`,
    data: method === undefined ? codexErrorInfo : data,
  };
}
