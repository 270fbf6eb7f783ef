import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { deadline } from "./deadline.js";
import { LineCutter } from "./line-cutter.js";

/** A JSON-RPC message as received, its fields not checked. */
export interface RawMessage {
  id?: number | string;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { code: number; message: string };
}

/** One message that went over the pipe, and its direction. */
export interface RecordedMessage {
  direction: "send" | "recv";
  message: RawMessage;
}

export interface RawAppServerOptions {
  codexPath: string;
  env: Record<string, string>;
  cwd: string;
  /** Gives the result to answer a request of the server with. */
  answer(request: RawMessage): unknown;
}

type Condition = (message: RawMessage) => boolean;

/** How long the server may take for one answer or notification. */
const patienceMs = 30_000;

/** Waits for the first message that fulfils a condition. */
class Waiter {
  readonly message: Promise<RawMessage>;
  readonly #isWanted: Condition;
  #resolve: (message: RawMessage) => void = () => {};

  constructor(isWanted: Condition) {
    this.#isWanted = isWanted;
    this.message = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  see(message: RawMessage): void {
    if (this.#isWanted(message)) this.#resolve(message);
  }
}

/**
 * Runs the real app-server over a bare pipe and records every message. Shares no code with the SDK,
 * because the recording is what the SDK's validators are tested with.
 */
export class RawAppServer {
  readonly recorded: RecordedMessage[] = [];
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answer: RawAppServerOptions["answer"];
  readonly #waiting = new Set<Waiter>();
  #nextId = 0;

  constructor({ codexPath, env, cwd, answer }: RawAppServerOptions) {
    this.#answer = answer;
    this.#child = spawn(codexPath, ["app-server"], { env, cwd });
    this.#child.stderr.resume();
    const lines = new LineCutter();
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => {
      for (const line of lines.cut(text)) this.#receive(line);
    });
  }

  /** Sends a request and waits for its answer, which may be an error. */
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

  /** Ends the server and waits until its process has exited. */
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
    for (const waiter of this.#waiting) waiter.see(message);
  }

  async #next(isWanted: Condition, what: string): Promise<RawMessage> {
    const waiter = new Waiter(isWanted);
    this.#waiting.add(waiter);
    try {
      return await deadline(waiter.message, patienceMs, what);
    } finally {
      this.#waiting.delete(waiter);
    }
  }
}
