import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";

interface Message {
  id?: number;
  method?: string;
  result?: unknown;
}

/**
 * The least that a client can be: it splits lines, parses them, finds the request that an answer
 * belongs to, and counts notifications until the turn is over.
 */
export class RawClient {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #pending = new Map<number, (result: unknown) => void>();
  #threadId = "";
  #nextId = 1;
  #rest = "";
  #notifications = 0;
  #turnCompleted: ((notifications: number) => void) | undefined;

  private constructor(command: string) {
    this.#child = spawn(command, ["app-server"], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
  }

  /** Starts the server and a thread on it. */
  static async start(command: string): Promise<RawClient> {
    const client = new RawClient(command);
    await client.#start();
    return client;
  }

  /** Runs a turn and resolves with the number of its notifications. */
  async runTurn(deltas: number): Promise<number> {
    this.#notifications = 0;
    const completed = new Promise<number>((resolve) => {
      this.#turnCompleted = resolve;
    });
    const input = [{ type: "text", text: String(deltas) }];
    await this.#request("turn/start", { threadId: this.#threadId, input });
    return completed;
  }

  /** Ends the server. */
  async close(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.stdin.end();
    await exited;
  }

  async #start(): Promise<void> {
    await this.#request("initialize", { clientInfo: { name: "raw", title: null, version: "1" } });
    this.#send({ method: "initialized" });
    const started = (await this.#request("thread/start", {})) as { thread: { id: string } };
    this.#threadId = started.thread.id;
  }

  #request(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    this.#send({ id, method, params });
    return new Promise((resolve) => this.#pending.set(id, resolve));
  }

  #send(message: object): void {
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #read(text: string): void {
    let start = 0;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
      this.#receive(JSON.parse(this.#rest + text.slice(start, end)) as Message);
      this.#rest = "";
      start = end + 1;
    }
    this.#rest += text.slice(start);
  }

  #receive({ id, method, result }: Message): void {
    if (id !== undefined) {
      this.#pending.get(id)?.(result);
      this.#pending.delete(id);
      return;
    }
    this.#notifications += 1;
    if (method === "turn/completed") this.#turnCompleted?.(this.#notifications);
  }
}
