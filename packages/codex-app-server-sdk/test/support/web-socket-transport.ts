import { once } from "node:events";
import WebSocket from "ws";
import type { Transport, TransportEvents } from "../../src/index.js";

/** A connection to a server that other clients use too, as a user would write it. */
export class WebSocketTransport implements Transport {
  readonly shared = true;
  readonly #url: string;
  #socket: WebSocket | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async open(events: TransportEvents): Promise<void> {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.on("message", (data) => events.message(String(data)));
    socket.on("close", () => events.end({ exitCode: null, signal: null, stderrTail: "" }));
    await once(socket, "open");
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    if (!socket || socket.readyState === WebSocket.CLOSED) return;
    const closed = once(socket, "close");
    socket.close();
    await closed;
  }
}
