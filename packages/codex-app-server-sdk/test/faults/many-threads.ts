import { onTestFinished } from "vitest";
import { Codex, type Transport, type TransportEvents } from "../../src/index.js";
import {
  initializeResponse,
  threadFixture,
  threadStartFixture,
} from "../../src/testing/transport/wire-fixtures.js";
import { heldBytes } from "../support/collect-garbage.js";

/** A server that keeps nothing of the threads that are started and deleted on it. */
class ForgetfulServer implements Transport {
  #events: TransportEvents | undefined;
  #threads = 0;

  async open(events: TransportEvents): Promise<void> {
    this.#events = events;
  }

  send(text: string): void {
    const { id, method, params } = JSON.parse(text);
    if (method === "initialize") this.#say({ id, result: initializeResponse });
    if (method === "thread/start") this.#start(id);
    if (method === "thread/delete") {
      const { threadId } = params;
      this.#say({ id, result: {} });
      this.#say({ method: "thread/deleted", params: { threadId } });
    }
  }

  async close(): Promise<void> {
    this.#events?.end({ exitCode: 0, signal: null, stderrTail: "" });
  }

  #start(id: unknown): void {
    this.#threads += 1;
    const thread = threadFixture({ id: `thread-${this.#threads}`, cwd: "/work" });
    this.#say({ id, result: threadStartFixture(thread) });
    this.#say({ method: "thread/started", params: { thread } });
  }

  #say(message: object): void {
    setImmediate(() => this.#events?.message(JSON.stringify(message)));
  }
}

/**
 * Starts and deletes threads, each with a handler of its own. Returns how many bytes the process
 * held after each tenth of them.
 */
export async function startAndDelete(count: number): Promise<number[]> {
  const codex = new Codex({ transport: new ForgetfulServer() });
  onTestFinished(() => codex.close());
  const held: number[] = [];
  for (let tenth = 0; tenth < 10; tenth += 1) {
    for (let left = count / 10; left > 0; left -= 1) {
      const handlers = { commandApproval: () => ({ decision: "accept" as const }) };
      const { id } = await codex.threadStart({ handlers });
      await codex.threadDelete(id);
    }
    held.push(heldBytes());
  }
  return held;
}
