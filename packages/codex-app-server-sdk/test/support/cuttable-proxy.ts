import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

interface ProxyState {
  isOpen: boolean;
  isMute: boolean;
}

/** Stands between clients and a server on loopback, and can cut what goes through. */
export class CuttableProxy {
  /** The address to connect to instead of the server's. */
  readonly url: string;
  readonly #sockets: Set<Socket>;
  readonly #state: ProxyState;

  private constructor(url: string, sockets: Set<Socket>, state: ProxyState) {
    this.url = url;
    this.#sockets = sockets;
    this.#state = state;
  }

  /** Starts it, in front of the server at `url`. It ends with the test. */
  static async start(url: string): Promise<CuttableProxy> {
    const sockets = new Set<Socket>();
    const state: ProxyState = { isOpen: true, isMute: false };
    const port = Number(new URL(url).port);
    const server = createServer((client) => {
      if (!state.isOpen) {
        client.destroy();
        return;
      }
      const upstream = connect(port, "127.0.0.1");
      for (const [one, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        sockets.add(one);
        one.on("error", () => {});
        one.on("close", () => {
          sockets.delete(one);
          other.destroy();
        });
      }
      client.pipe(upstream);
      upstream.on("data", (chunk) => state.isMute || client.write(chunk));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port: own } = server.address() as AddressInfo;
    const proxy = new CuttableProxy(`ws://127.0.0.1:${own}`, sockets, state);
    onTestFinished(() => {
      proxy.cut();
      server.close();
    });
    return proxy;
  }

  /** What the servers say from now on gets lost, until the connections are cut. */
  mute(): void {
    this.#state.isMute = true;
  }

  /** Cuts every connection. Others may be made at once. */
  cut(): void {
    this.#state.isMute = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets no connection through any more. */
  block(): void {
    this.#state.isOpen = false;
  }

  /** Lets connections through again. */
  unblock(): void {
    this.#state.isOpen = true;
  }
}
