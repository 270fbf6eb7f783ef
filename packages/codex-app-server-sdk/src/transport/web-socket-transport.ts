import { connect } from "node:net";
import WebSocket, { type ClientOptions } from "ws";
import { longestMs } from "../async/start-timer.js";
import { withResolvers } from "../async/with-resolvers.js";
import { explainSocketEnd, explainSocketError } from "./explain-socket-error.js";
import { Heartbeat } from "./heartbeat.js";
import type { SocketTarget } from "./socket-target.js";
import type { Transport, TransportEvents } from "./transport.js";

export interface WebSocketTransportOptions {
  target: SocketTarget;
  /** Longest allowed message in bytes; 0 = no limit. A longer one ends the connection. */
  maxMessageBytes: number;
  /** How long the server may take to take its leave, in milliseconds; 0 = no limit. */
  closeMs: number;
  /** How long it may be silent before it is asked for a sign of life, in milliseconds. */
  heartbeatMs?: number;
}

/** The longest message that Codex takes over a socket; at a longer one it breaks off (measured). */
const maxFrameBytes = 16 * 1024 * 1024;

/** How much may wait to be sent before the server counts as stuck, in bytes. */
const maxUnreadBytes = 64 * 1024 * 1024;

const defaultHeartbeatMs = 15_000;

/**
 * One of the clients of a server that listens on a socket: each message is a text frame of a
 * WebSocket. It reads always, because the server drops a client that does not.
 */
export class WebSocketTransport implements Transport {
  readonly shared = true;
  readonly maxSendBytes = maxFrameBytes;
  readonly #options: WebSocketTransportOptions;
  #socket: WebSocket | undefined;
  #ended: Promise<void> | undefined;
  /** The first thing that went wrong. */
  #error: Error | undefined;

  constructor(options: WebSocketTransportOptions) {
    this.#options = options;
  }

  open(events: TransportEvents): Promise<void> {
    const { target, maxMessageBytes } = this.#options;
    const opened = withResolvers<void>();
    const ended = withResolvers<void>();
    this.#error = undefined;
    this.#ended = ended.promise;
    const socket = openSocket(this.#options);
    this.#socket = socket;
    socket.on("error", (error) => this.#blame(error));
    socket.once("close", () => {
      opened.reject(explainSocketError(this.#error, target));
      ended.resolve();
    });
    socket.once("open", () => {
      const heartbeat = this.#watch(socket);
      socket.on("message", (data) => {
        heartbeat.heard();
        events.message(String(data));
      });
      socket.prependOnceListener("close", (code: number, reason: Buffer) => {
        heartbeat.stop();
        const end = { code, reason: String(reason), cause: this.#error };
        const error = explainSocketEnd(end, maxMessageBytes);
        events.end({ exitCode: null, signal: null, stderrTail: "", ...(error && { error }) });
      });
      opened.resolve();
    });
    return opened.promise;
  }

  /** Queues a message. A server that has stopped reading is left instead. */
  send(text: string): void {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (socket.bufferedAmount > maxUnreadBytes) {
      this.#breakOff(`the server has stopped reading, with ${maxUnreadBytes} bytes unread`);
    } else {
      socket.send(text);
    }
  }

  async close(): Promise<void> {
    this.#socket?.close(1000);
    await this.#ended;
  }

  #watch(socket: WebSocket): Heartbeat {
    const ms = this.#options.heartbeatMs ?? defaultHeartbeatMs;
    const heartbeat = new Heartbeat({
      ms,
      ask: () => socket.ping(),
      silent: () => this.#breakOff(`nothing was heard of the server for ${ms} ms`),
    });
    socket.on("pong", () => heartbeat.heard());
    heartbeat.start();
    return heartbeat;
  }

  #breakOff(why: string): void {
    this.#blame(new Error(why));
    this.#socket?.terminate();
  }

  #blame(error: Error): void {
    this.#error ??= error;
  }
}

function openSocket({ target, maxMessageBytes, closeMs }: WebSocketTransportOptions): WebSocket {
  // The types lack `closeTimeout`.
  const options: ClientOptions & { closeTimeout: number } = {
    maxPayload: maxMessageBytes,
    closeTimeout: closeMs === 0 ? longestMs : closeMs,
    // Costs more time than the copies of a local connection, and the server offers none.
    perMessageDeflate: false,
  };
  if ("path" in target) {
    const { path } = target;
    // In a URL of its own kind, a path with a colon would be cut off.
    return new WebSocket("ws://localhost/", { ...options, createConnection: () => connect(path) });
  }
  const { url, token } = target;
  if (token === undefined) return new WebSocket(url, options);
  return new WebSocket(url, { ...options, headers: { authorization: `Bearer ${token}` } });
}
