import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

/** A request or a notification of the server. */
export interface ServerMessage {
  id?: number;
  method: string;
  params?: Readonly<Record<string, unknown>>;
}

export interface RawServer {
  command: string;
  /** The complete environment of the server; default that of this process. */
  env?: Record<string, string>;
  cwd?: string;
}

interface Answer {
  id: number;
  method?: undefined;
  result?: unknown;
  error?: unknown;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * The least that a client can be, and so the limit of what one can reach: it splits lines, parses
 * them, finds the request that an answer belongs to, and hands on the rest.
 */
export class RawConnection {
  /** Gets the server's requests and notifications. */
  onMessage: (message: ServerMessage) => void = () => {};
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #rest = "";

  private constructor({ command, env, cwd }: RawServer) {
    const stdio: ["pipe", "pipe", "ignore"] = ["pipe", "pipe", "ignore"];
    this.#child = spawn(command, ["app-server"], { env, cwd, stdio });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
  }

  /** Starts the server and greets it. */
  static async start(server: RawServer): Promise<RawConnection> {
    const connection = new RawConnection(server);
    const clientInfo = { name: "raw", title: null, version: "1" };
    const capabilities = { experimentalApi: true };
    await connection.request("initialize", { clientInfo, capabilities });
    connection.send({ method: "initialized" });
    return connection;
  }

  request(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    this.send({ id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  /** Starts a thread and resolves with its id. */
  async startThread(params: object = {}): Promise<string> {
    const { thread } = (await this.request("thread/start", params)) as { thread: { id: string } };
    return thread.id;
  }

  send(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  /** Ends the server. */
  async close(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.stdin.end();
    await exited;
  }

  #read(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#receive(JSON.parse(this.#rest + text.slice(start, end)) as ServerMessage | Answer);
      this.#rest = "";
      start = end + 1;
    }
    this.#rest += text.slice(start);
  }

  #receive(message: ServerMessage | Answer): void {
    if (message.method !== undefined) {
      this.onMessage(message);
      return;
    }
    const { id, result, error } = message;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(JSON.stringify(error)));
  }
}
