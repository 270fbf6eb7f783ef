import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import type { TestHome } from "../../src/testing/home/test-home.js";
import { Mailbox } from "../../src/testing/model/mailbox.js";

/** A JSON-RPC message as it came, without any checks. */
export interface RawMessage {
  id?: number | string;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/**
 * The real app-server, used without the SDK: these tests check the stand-ins that the SDK is tested
 * with.
 */
export class RawAppServer implements AsyncDisposable {
  readonly received: RawMessage[] = [];
  readonly #child: ChildProcess;
  readonly #mailbox = new Mailbox<RawMessage>();
  readonly #exited: Promise<unknown[]>;
  #nextId = 0;
  #stderr = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = once(child, "exit");
    child.stderr?.on("data", (chunk) => {
      this.#stderr += chunk;
    });
    if (child.stdout) onLine(child.stdout, (line) => this.#receive(line));
    void this.#exited.then(([code, signal]) => {
      const how = `app-server ended with ${code ?? signal}: ${this.#stderr}`;
      this.#mailbox.close(new Error(how));
    });
  }

  static async start(codexPath: string, home: TestHome): Promise<RawAppServer> {
    const child = spawn(codexPath, ["app-server"], { cwd: home.cwd, env: home.env });
    const server = new RawAppServer(child);
    await server.request("initialize", {
      clientInfo: { name: "probe", version: "1" },
      capabilities: { experimentalApi: true },
    });
    server.send({ method: "initialized" });
    return server;
  }

  get stderr(): string {
    return this.#stderr;
  }

  send(message: RawMessage): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  async request(method: string, params: Record<string, unknown>): Promise<Record<string, unknown>> {
    const id = `test-${this.#nextId++}`;
    this.send({ id, method, params });
    const answer = await this.#mailbox.take((message) => message.id === id && !message.method);
    if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
    return answer.result ?? {};
  }

  /** The first notification or server request of this method that no earlier call returned. */
  next(method: string): Promise<RawMessage> {
    return this.#mailbox.take((message) => message.method === method);
  }

  /** Starts a thread and a turn on it; resolves with their ids. */
  async startTurn(
    text: string,
    threadParams: Record<string, unknown> = {},
  ): Promise<{ threadId: string; turnId: string }> {
    const { thread } = (await this.request("thread/start", threadParams)) as {
      thread: { id: string };
    };
    const input = [{ type: "text", text }];
    const answer = await this.request("turn/start", { threadId: thread.id, input });
    return { threadId: thread.id, turnId: (answer.turn as { id: string }).id };
  }

  /** The params of every notification of this method so far. */
  paramsOf(method: string): Record<string, unknown>[] {
    return this.received.filter((one) => one.method === method).map((one) => one.params ?? {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin?.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5_000);
    await this.#exited;
    clearTimeout(timer);
  }

  #receive(line: string): void {
    const message = JSON.parse(line) as RawMessage;
    this.received.push(message);
    this.#mailbox.put(message);
  }
}

/**
 * Calls `listener` with each line. Not `readline`, which in newer versions of Node also splits
 * lines at U+2028.
 */
function onLine(stream: Readable, listener: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(listener);
  });
}
