import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** A JSON-RPC message as it came, fields unchecked. */
export interface RawMessage {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

/** One message as it went over the pipe, and which way. */
export interface RecordedMessage {
  direction: "send" | "recv";
  message: RawMessage;
}

/** What answers a request of the server. */
export type AnswerServer = (message: RawMessage) => unknown;

export interface RawAppServerOptions {
  codexPath: string;
  env: Record<string, string>;
  cwd: string;
  answer: AnswerServer;
}

/** How long the server may take for one answer or notification. */
const patienceMs = 30_000;

/**
 * The real app-server behind a bare pipe that keeps everything that passes through it. Shares no
 * code with the SDK, whose validators are judged by what it records.
 */
export class RawAppServer {
  readonly recorded: RecordedMessage[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answer: AnswerServer;
  readonly #waiting = new Set<(message: RawMessage) => void>();
  #nextId = 0;

  constructor({ codexPath, env, cwd, answer }: RawAppServerOptions) {
    this.#answer = answer;
    this.#child = spawn(codexPath, ["app-server"], { env, cwd });
    this.#child.stderr.resume();
    onLine(this.#child.stdout, (line) => this.#receive(line));
  }

  /** Sends a request and waits for its answer, whichever it is. */
  async request(method: string, params?: unknown): Promise<RawMessage> {
    const id = this.#nextId++;
    const answer = this.#next(
      (message) => message.id === id && message.method === undefined,
      method,
    );
    this.#send({ id, method, params });
    return answer;
  }

  notify(method: string): void {
    this.#send({ method });
  }

  /** The next notification of this method that arrives after this call. */
  notified(method: string): Promise<RawMessage> {
    return this.#next((message) => message.method === method, method);
  }

  /** Ends the server, and waits until its process is gone. */
  async close(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), patienceMs);
    await exited;
    clearTimeout(timer);
  }

  #send(message: RawMessage): void {
    this.recorded.push({ direction: "send", message });
    this.#child.stdin.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: string): void {
    const message = JSON.parse(line) as RawMessage;
    this.recorded.push({ direction: "recv", message });
    if (message.method !== undefined && message.id !== undefined) {
      this.#send({ id: message.id, result: this.#answer(message) });
    }
    for (const check of this.#waiting) check(message);
  }

  #next(isWanted: (message: RawMessage) => boolean, what: string): Promise<RawMessage> {
    return new Promise((resolve, reject) => {
      const check = (message: RawMessage) => {
        if (!isWanted(message)) return;
        settle();
        resolve(message);
      };
      const timer = setTimeout(() => {
        settle();
        reject(new Error(`No ${what} within ${patienceMs} ms`));
      }, patienceMs);
      const settle = () => {
        clearTimeout(timer);
        this.#waiting.delete(check);
      };
      this.#waiting.add(check);
    });
  }
}

/** Newer Nodes' readline also breaks lines at U+2028, which the server writes as it is. */
function onLine(stream: Readable, listener: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(listener);
  });
}
