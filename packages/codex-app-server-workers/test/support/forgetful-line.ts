import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What a test waits for on the line, and what becomes of it. */
interface Watch {
  isIt(text: string): boolean;
  readonly isLost: boolean;
  resolve(bytes: Buffer): void;
}

/**
 * A line to a server that can lose an answer, so that what was asked for happens and is not told,
 * or what is asked. The connection is lost with it.
 */
export class ForgetfulLine {
  readonly #to: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #watches = new Map<"request" | "answer", Watch>();
  #isArmed = false;
  /** How many answers were lost. */
  lost = 0;

  private constructor(to: number) {
    this.#to = to;
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

  /** The answer to what is asked next is lost. */
  loseNextAnswer(): void {
    this.#isArmed = true;
  }

  /** The first such answer is lost. */
  loseAnswer(isIt: Watch["isIt"]): void {
    void this.#watch("answer", { isIt, isLost: true });
  }

  /** The first such request is lost. Resolves with what it was. */
  loseRequest(isIt: Watch["isIt"]): Promise<Buffer> {
    return this.#watch("request", { isIt, isLost: true });
  }

  /** Resolves with the next request, which is not lost. */
  request(): Promise<Buffer> {
    return this.#watch("request", { isIt: () => true, isLost: false });
  }

  /** Sends what was lost after all, as a network may do, and waits until the server has done it. */
  async deliver(request: Buffer): Promise<void> {
    const socket = connect(this.#to, "127.0.0.1");
    socket.end(request);
    socket.resume();
    await once(socket, "close");
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
      if (this.#isLost("request", bytes)) cut();
      else far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (!isLosing && !this.#isLost("answer", bytes)) {
        near.write(bytes);
        return;
      }
      this.lost += 1;
      cut();
    });
  }

  #watch(what: "request" | "answer", watch: Omit<Watch, "resolve">): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#watches.set(what, { ...watch, resolve });
    });
  }

  #isLost(what: "request" | "answer", bytes: Buffer): boolean {
    const watch = this.#watches.get(what);
    if (!watch?.isIt(bytes.toString("latin1"))) return false;
    this.#watches.delete(what);
    watch.resolve(bytes);
    return watch.isLost;
  }

  #close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
