import type { Transport } from "../transport/transport.js";

/** How often, and after which time, a lost connection to a running server is made again. */
export interface ReconnectOptions {
  /** How many attempts are made after each loss; default 10, 0 = no limit. */
  maxAttempts?: number | undefined;
  /**
   * How long to wait before the first attempt, in milliseconds; default 250. The wait doubles with
   * each attempt, up to 30 s, and up to half of it is left out at random.
   */
  backoffMs?: number | undefined;
}

/** Connects to a running server that listens on an address: `codex app-server --listen ws://…`. */
export interface WebSocketOptions {
  /** A socket with an address. */
  type: "websocket";
  /** The address, `ws://host:port` or `wss://…`, without a user, a password or a fragment. */
  url: string;
  /**
   * The server's bearer token, sent as a header of the handshake. Default: none. Over `ws://` it is
   * refused for anything but loopback, see `allowInsecure`.
   */
  token?: string | undefined;
  /** Whether a lost connection is made again, and how; default false. */
  reconnect?: boolean | ReconnectOptions | undefined;
  /**
   * Whether the token may go over plain `ws://` to another machine, where everybody on the way can
   * read it; default false.
   */
  allowInsecure?: boolean | undefined;
}

/** Connects to a running server on this machine: `codex app-server --listen unix://PATH`. */
export interface UnixSocketOptions {
  /** A socket with a path. */
  type: "unix";
  /** The path of the socket. A relative one counts from this process's working folder. */
  path: string;
  /** Whether a lost connection is made again, and how; default false. */
  reconnect?: boolean | ReconnectOptions | undefined;
}

/** How the server is reached. */
export type TransportOptions = { type: "stdio" } | WebSocketOptions | UnixSocketOptions | Transport;

type Given = { transport?: TransportOptions | undefined };

/** The transport that the user has made, if so. */
export function ownTransport({ transport }: Given): Transport | undefined {
  return transport && "open" in transport ? transport : undefined;
}

/** The socket that the user has named, if so. */
export function socketOptions({
  transport,
}: Given): WebSocketOptions | UnixSocketOptions | undefined {
  return transport && !("open" in transport) && transport.type !== "stdio" ? transport : undefined;
}

/** Whether the client starts its server, which then is on this machine and nobody else's. */
export function startsServer(given: Given): boolean {
  return !ownTransport(given) && !socketOptions(given);
}

/** Whether other clients may be connected to the same server. */
export function isShared(given: Given): boolean {
  return socketOptions(given) !== undefined || ownTransport(given)?.shared === true;
}
