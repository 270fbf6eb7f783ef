import {
  InternalRpcError,
  InvalidParamsError,
  InvalidRequestError,
  JsonRpcError,
  MethodNotFoundError,
  ParseError,
  type RpcErrorDetails,
  ServerBusyError,
} from "../errors/index.js";

/** The JSON-RPC error code of an overloaded server. */
export const serverBusyCode = -32001;

/**
 * Picks the error class for a JSON-RPC error answer. The server uses the code -32600 for almost
 * everything, so in that case the message decides.
 */
export function rpcErrorFrom(error: RpcErrorDetails): JsonRpcError {
  switch (error.rpcCode) {
    case serverBusyCode:
      return new ServerBusyError(error);
    case -32700:
      return new ParseError(error);
    case -32601:
      return new MethodNotFoundError(error);
    case -32602:
      return new InvalidParamsError(error);
    case -32603:
      return new InternalRpcError(error);
    case -32600:
      return invalidRequestFrom(error);
    default:
      return new JsonRpcError(error);
  }
}

function invalidRequestFrom(error: RpcErrorDetails): JsonRpcError {
  if (error.message.includes(`unknown variant \`${error.method}\``)) {
    return new MethodNotFoundError(error);
  }
  return badParams.test(error.message)
    ? new InvalidParamsError(error)
    : new InvalidRequestError(error);
}

/** What the server's JSON deserialiser says when it can't read the params. */
const badParams =
  /missing field `|invalid type: |unknown variant `|invalid value: |data did not match any variant/;
