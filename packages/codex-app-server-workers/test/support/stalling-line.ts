import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line to a server that says nothing more after some answers, and keeps its connections. */
export class StallingLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Resolves when the last answer was passed on. */
  readonly stalled: Promise<void>;
  #onStalled = (): void => {};
  #answers: number;

  private constructor(to: number, answers: number) {
    this.#answers = answers;
    this.#server = createServer((socket) => this.#join(socket, connect(to, "127.0.0.1")));
    this.stalled = new Promise((resolve) => {
      this.#onStalled = resolve;
    });
    if (answers === 0) this.#onStalled();
  }

  /** Passes so many answers on, of all connections together. Ends with the test. */
  static async open(to: number, answers: number): Promise<StallingLine> {
    const line = new StallingLine(to, answers);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    onTestFinished(() => {
      line.#server.close();
      for (const socket of line.#sockets) socket.destroy();
    });
    return line;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The line is closed.");
    return `redis://127.0.0.1:${address.port}`;
  }

  #join(near: Socket, far: Socket): void {
    const ends = [
      [near, far],
      [far, near],
    ] as const;
    for (const [socket, other] of ends) {
      this.#sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.on("data", (bytes) => void far.write(bytes));
    far.on("data", (bytes) => {
      if (this.#answers === 0) return;
      near.write(bytes);
      this.#answers -= 1;
      if (this.#answers === 0) this.#onStalled();
    });
  }
}
