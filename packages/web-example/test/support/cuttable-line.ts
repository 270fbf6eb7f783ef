import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line to a server that can be cut, as that of somebody who leaves a tunnel. */
export class CuttableLine {
  readonly #port: number;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => this.#join(near));

  private constructor(port: number) {
    this.#port = port;
  }

  /** It ends with the test. */
  static async to(origin: string): Promise<CuttableLine> {
    const line = new CuttableLine(Number(new URL(origin).port));
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    onTestFinished(() => {
      line.#server.close();
      line.cut();
    });
    return line;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends all that goes over it; what comes later goes through. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket): void {
    const far = connect(this.#port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on("error", () => {}); // It is closed then, which is all there is to it.
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}
