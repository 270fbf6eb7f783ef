import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { BenchThread, Contestant, ContestantSettings } from "./contestant.js";

interface Message {
  id?: number;
  method?: string;
  params?: { threadId?: string; delta?: string };
  result?: unknown;
  error?: unknown;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** A turn that runs: the pieces of its text so far, and whom they are told. */
interface RunningTurn {
  text: string;
  onText(piece: string): void;
  completed(text: string): void;
}

/** What is faster than this can't be written in Node: it splits lines, parses, and looks up ids. */
export async function openRaw(settings: ContestantSettings): Promise<Contestant> {
  const client = new RawAppServer(settings);
  await client.initialize();
  return client;
}

class RawAppServer implements Contestant {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #turns = new Map<string, RunningTurn>();
  #nextId = 1;
  #rest = "";

  constructor({ codexPath, env, cwd }: ContestantSettings) {
    const stdio: ["pipe", "pipe", "ignore"] = ["pipe", "pipe", "ignore"];
    this.#child = spawn(codexPath, ["app-server"], { env, cwd, stdio });
    this.#child.stdout.setEncoding("utf8").on("data", (text: string) => this.#read(text));
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: "raw", title: null, version: "1" };
    await this.#request("initialize", { clientInfo });
    this.#send({ method: "initialized" });
  }

  async startThread(): Promise<BenchThread> {
    const started = (await this.#request("thread/start", {})) as { thread: { id: string } };
    const threadId = started.thread.id;
    return { runTurn: (text, onText) => this.#runTurn(threadId, text, onText) };
  }

  async close(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.stdin.end();
    await exited;
  }

  async #runTurn(threadId: string, text: string, onText: RunningTurn["onText"]): Promise<string> {
    const whole = new Promise<string>((resolve) => {
      this.#turns.set(threadId, { text: "", onText, completed: resolve });
    });
    await this.#request("turn/start", { threadId, input: [{ type: "text", text }] });
    return whole;
  }

  #request(method: string, params: object): Promise<unknown> {
    const id = this.#nextId++;
    this.#send({ id, method, params });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
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

  #receive({ id, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(JSON.stringify(error)));
    } else if (method === "item/agentMessage/delta") {
      this.#addText(params);
    } else if (method === "turn/completed") {
      const turn = this.#turns.get(params?.threadId ?? "");
      turn?.completed(turn.text);
    }
  }

  #addText({ threadId = "", delta = "" }: Message["params"] = {}): void {
    const turn = this.#turns.get(threadId);
    if (turn === undefined) return;
    turn.text += delta;
    turn.onText(delta);
  }
}
