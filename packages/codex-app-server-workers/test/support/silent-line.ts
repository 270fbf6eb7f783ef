import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/**
 * A line to a server that can be cut without a word, as by a router that has forgotten it: who is
 * connected hears nothing more, and what is sent is taken and lost. Further connections work.
 */
export class SilentLine {
  readonly #server: Server;
  readonly #lines = new Map<Socket, { far: Socket; said: string }>();

  private constructor(to: number) {
    this.#server = createServer((socket) => this.#join(socket, connect(to, "127.0.0.1")));
  }

  /** Ends with the test. */
  static async open(to: number): Promise<SilentLine> {
    const line = new SilentLine(to);
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

  /** Cuts the connections over which this was said; only the server is told. */
  cutSilently(word = ""): void {
    for (const { far, said } of this.#lines.values()) if (said.includes(word)) far.destroy();
  }

  #join(near: Socket, far: Socket): void {
    const line = { far, said: "" };
    this.#lines.set(near, line);
    near.on("data", (bytes) => {
      line.said += bytes.toString("latin1");
      far.write(bytes);
    });
    far.on("data", (bytes) => near.write(bytes));
    for (const socket of [near, far]) socket.on("error", () => {}); // the other side is gone
    near.on("close", () => {
      this.#lines.delete(near);
      far.destroy();
    });
  }

  #close(): void {
    this.#server.close();
    for (const near of this.#lines.keys()) near.destroy();
  }
}
