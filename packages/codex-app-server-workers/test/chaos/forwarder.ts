import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

interface Line {
  readonly sockets: Set<Socket>;
  isPaused: boolean;
}

/** Takes connections on one address, and passes them on to a port of this machine. */
export class Forwarder implements AsyncDisposable {
  readonly port: number;
  readonly #server: Server;
  readonly #line: Line;

  private constructor(server: Server, line: Line) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#line = line;
  }

  static async start(host: string, toPort: number): Promise<Forwarder> {
    const line: Line = { sockets: new Set(), isPaused: false };
    const server = createServer((client) => {
      const upstream = connect(toPort, "127.0.0.1");
      pass(client, upstream, line);
      pass(upstream, client, line);
    });
    await once(server.listen(0, host), "listening");
    return new Forwarder(server, line);
  }

  /** Passes nothing on until `resume()`, and does not say so, as a line that is down. */
  pause(): void {
    this.#line.isPaused = true;
    for (const socket of this.#line.sockets) socket.pause();
  }

  resume(): void {
    this.#line.isPaused = false;
    for (const socket of this.#line.sockets) socket.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const socket of this.#line.sockets) socket.destroy();
    await closed;
  }
}

function pass(one: Socket, other: Socket, line: Line): void {
  line.sockets.add(one);
  if (line.isPaused) one.pause();
  one.on("data", (chunk) => other.write(chunk));
  one.on("error", () => {}); // `close` follows
  one.on("close", (hasFailed) => {
    line.sockets.delete(one);
    if (hasFailed) {
      other.destroy();
    } else {
      other.end();
    }
  });
}
