import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { openLine } from "./open-line.js";

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
  readonly #watches = new Map<"request" | "answer", Watch>();
  #url = "";
  #isArmed = false;
  /** How many answers were lost. */
  lost = 0;

  private constructor(to: number) {
    this.#to = to;
  }

  /** Ends with the test. */
  static open(to: number): Promise<ForgetfulLine> {
    return new ForgetfulLine(to).#open(to);
  }

  get url(): string {
    return this.#url;
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

  async #open(to: number): Promise<this> {
    this.#url = await openLine(to, (near, far) => this.#join(near, far));
    return this;
  }

  #join(near: Socket, far: Socket): void {
    let isLosing = false;
    const cut = (): void => void near.destroy();
    far.on("close", cut);
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
}
