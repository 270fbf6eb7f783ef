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

/** The code of an overloaded server. */
export const serverBusyCode = -32001;

/**
 * The error class for a JSON-RPC error answer. The real server answers -32600 to almost
 * everything, so the message decides where the code does not.
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

/** How the server's deserialiser words what it could not read. */
const badParams =
  /missing field `|invalid type: |unknown variant `|invalid value: |data did not match any variant/;
