import { ProtocolError } from "../errors/index.js";
import type { RefusedConnection } from "./refused-connection.js";
import type { SocketTarget } from "./socket-target.js";

/** How a WebSocket ended. */
export interface SocketEnd {
  /** The code of the end; 1006 when the other side said nothing. */
  code: number;
  reason: string;
  /** What went wrong before, if anything. */
  cause: Error | undefined;
}

/** Says why a connection could not be opened, and what to do about it. */
export function explainSocketError(cause: Error | undefined, target: SocketTarget): Error {
  const status = /^Unexpected server response: (\d+)$/.exec(cause?.message ?? "")?.[1];
  if (status === undefined) {
    return cause ?? new Error("the server closed the connection before it was open");
  }
  const message = `the server answered HTTP ${status}${remedyOf(status, target)}`;
  const error = new Error(message, { cause });
  return refusals.has(status) ? refused(error) : error;
}

function refused(error: Error): RefusedConnection {
  return Object.assign(error, { isRefusal: true as const });
}

/** The token is wrong or missing, and stays so. */
const refusals: ReadonlySet<string> = new Set(["401", "403"]);

function remedyOf(status: string, target: SocketTarget): string {
  if (refusals.has(status)) {
    return "token" in target && target.token !== undefined
      ? ": it does not accept the token"
      : ": it wants a token (transport.token)";
  }
  return ": no app-server listens at this address, or what stands before it does not let WebSockets through";
}

/** Both sides are done; the second stands for an end without a code. */
const orderly: ReadonlySet<number> = new Set([1000, 1005]);

/** What was wrong when an open connection ended; undefined when both sides wanted it. */
export function explainSocketEnd(
  { code, reason, cause }: SocketEnd,
  maxMessageBytes: number,
): Error | undefined {
  if ((cause as NodeJS.ErrnoException | undefined)?.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") {
    return new ProtocolError(
      `The server sent a message of more than ${maxMessageBytes} bytes. Raise limits.maxMessageBytes to read it.`,
      { cause },
    );
  }
  if (cause) return cause;
  if (orderly.has(code)) return undefined;
  if (code === 1006) return new Error("without saying why");
  return new Error(`WebSocket code ${code}${reason === "" ? "" : `, ${reason}`}`);
}
