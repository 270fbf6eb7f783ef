import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A line to a server that can lose an answer: what was asked for happens, and is not told. */
export class ForgetfulLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isArmed = false;
  /** How many answers were lost. */
  lost = 0;

  private constructor(to: number) {
    this.#server = createServer((socket) => this.#join(socket, connect(to, "127.0.0.1")));
  }

  /** Ends with the test. */
  static async open(to: number): Promise<ForgetfulLine> {
    const line = new ForgetfulLine(to);
    line.#server.listen(0, "127.0.0.1");
    await once(line.#server, "listening");
    onTestFinished(() => line.#close());
    return line;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The line is closed.");
    return `redis://127.0.0.1:${address.port}`;
  }

  /** The answer to what is asked next is lost, and the connection with it. */
  loseNextAnswer(): void {
    this.#isArmed = true;
  }

  #join(near: Socket, far: Socket): void {
    let isLosing = false;
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on("error", cut);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        cut();
      });
    }
    near.on("data", (bytes) => {
      isLosing ||= this.#isArmed;
      this.#isArmed = false;
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (!isLosing) {
        near.write(bytes);
        return;
      }
      this.lost += 1;
      cut();
    });
  }

  #close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
