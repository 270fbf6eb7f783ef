import type * as wire from "codex-app-server-sdk/protocol";
import { ScriptedTransport } from "../../src/testing/index.js";
import type { ScriptedCall } from "../../src/testing/transport/scripted-call.js";
import { answers, type FakeMethod, type Reply } from "./fake-answers.js";
import { FakeThread, type Wire } from "./fake-thread.js";
import type { FakeTurn } from "./fake-turn.js";

/**
 * How the server treats one request. `late`: carries it out, and answers when it is told to.
 * `lost`: carries it out, and never answers. `dropped`: does not even carry it out. `unreadable`:
 * carries it out, and its answer is not what the protocol promises. `broken`: the same, and not
 * even JSON-RPC. `refused`: answers with an error. `last`: answers after the notifications.
 */
export type Manner = "late" | "lost" | "dropped" | "unreadable" | "broken" | "refused" | "last";

/** Who asked for a compaction: the request itself does not tell. */
export type CompactionOf = (threadId: string) => string | undefined;

/**
 * A small model of the app-server, over a scripted transport. It keeps the truth: which threads
 * are loaded, what runs, which commands are alive, to what the client is subscribed. It does
 * nothing by itself but answer: all else happens when it is told to.
 */
export class FakeServer implements Wire {
  readonly transport: ScriptedTransport;
  readonly isShared: boolean;
  readonly threads: FakeThread[] = [];
  /** Whether it has ever failed to do at once what it was asked for. */
  hasMisbehaved = false;
  readonly #manners = new Map<string, Manner[]>();
  readonly #compactionOf: CompactionOf;
  #late: (() => void)[] = [];
  #stalled: (() => void)[] | undefined;
  #heardAnswers = 0;
  #nextId = 0;
  #isOpen = true;

  constructor(isShared: boolean, compactionOf: CompactionOf) {
    this.isShared = isShared;
    this.transport = Object.assign(new ScriptedTransport(), { shared: isShared });
    this.#compactionOf = compactionOf;
    for (const method of Object.keys(answers) as FakeMethod[]) {
      this.transport.answer<string>(method, (params: never, call) =>
        this.#take(method, params, call),
      );
    }
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isStalled(): boolean {
    return this.#stalled !== undefined;
  }

  /** Whether it can do anything by itself. */
  get isAwake(): boolean {
    return this.isOpen && !this.isStalled;
  }

  addThread(options: { isEphemeral?: boolean; parent?: FakeTurn } = {}): FakeThread {
    const thread = new FakeThread(this.nextId("thread"), this, options);
    this.threads.push(thread);
    return thread;
  }

  find(threadId: string): FakeThread | undefined {
    return this.threads.find(({ id }) => id === threadId);
  }

  get turns(): FakeTurn[] {
    return this.threads.flatMap(({ turns }) => turns);
  }

  nextId(kind: string): string {
    this.#nextId += 1;
    return `${kind}-${this.#nextId}`;
  }

  compactionOf(threadId: string): string | undefined {
    return this.#compactionOf(threadId);
  }

  notify(method: keyof wire.ServerNotifications, params: object): void {
    if (this.#isOpen) this.transport.notify<string>(method, params);
  }

  ask(id: string, method: keyof wire.ServerRequests, params: object): void {
    if (this.#isOpen) this.transport.deliver(JSON.stringify({ id, method, params }));
  }

  /** Treats the next request of this method so. */
  treat(method: FakeMethod, manner: Manner): void {
    if (manner !== "last") this.hasMisbehaved = true;
    this.#manners.set(method, [...(this.#manners.get(method) ?? []), manner]);
  }

  /** Does nothing, and tells nothing, until `wake()`. */
  stall(): void {
    this.hasMisbehaved = true;
    this.#stalled ??= [];
  }

  wake(): void {
    const stalled = this.#stalled ?? [];
    this.#stalled = undefined;
    for (const process of stalled) process();
  }

  /** Sends the answers that were withheld. */
  release(): void {
    const late = this.#late;
    this.#late = [];
    for (const answer of late) answer();
  }

  /** From now on it answers everything at once. */
  behave(): void {
    this.#manners.clear();
    for (const thread of this.threads) thread.isDeaf = false;
    this.wake();
    this.release();
    for (const thread of this.threads) {
      thread.isSlow = false;
      thread.begin();
    }
  }

  die(): void {
    this.#isOpen = false;
    this.transport.end({ exitCode: 1 });
    this.#endAll();
  }

  /** Takes note of what the client has answered meanwhile. */
  hearAnswers(): void {
    const { sent } = this.transport;
    for (; this.#heardAnswers < sent.length; this.#heardAnswers += 1) {
      const { id, method } = sent[this.#heardAnswers] ?? {};
      if (method !== undefined || typeof id !== "string") continue;
      for (const thread of this.threads) thread.resolve(id);
    }
  }

  /** The ends of its open server requests, and all that runs. */
  #endAll(): void {
    for (const thread of this.threads) {
      thread.asks.length = 0;
      for (const command of thread.commands) command.isAlive = false;
    }
  }

  #take(method: FakeMethod, params: never, call: ScriptedCall): void {
    const owner = method === "thread/compact/start" ? this.#compactionOwner(params) : undefined;
    if (method === "thread/unsubscribe") this.#noteLeave(params);
    const process = (): void => this.#process(method, params, call, owner);
    if (this.#stalled) this.#stalled.push(process);
    else process();
  }

  #compactionOwner({ threadId }: { threadId: string }): string | undefined {
    return this.#compactionOf(threadId);
  }

  #noteLeave({ threadId }: { threadId: string }): void {
    const thread = this.find(threadId);
    if (thread) thread.wasLeft = true;
  }

  #process(method: FakeMethod, params: never, call: ScriptedCall, owner: string | undefined): void {
    const manner = this.#manners.get(method)?.shift();
    if (!this.#isOpen || manner === "dropped") return;
    if (manner === "refused") {
      call.error({ code: -32603, message: "no such luck" });
      return;
    }
    const reply: Reply = answers[method](params, this, owner);
    const answer = (): void => this.#answer(reply, call, manner);
    if (manner === "late") this.#late.push(answer);
    if (manner === "last") reply.after?.();
    if (manner !== "late" && manner !== "lost") answer();
    if (manner !== "last") reply.after?.();
  }

  #answer(reply: Reply, call: ScriptedCall, manner: Manner | undefined): void {
    if (!this.#isOpen) return;
    if ("error" in reply) {
      call.error({ code: -32600, message: reply.error });
      return;
    }
    if (manner === "unreadable") call.result({ turn: null, thread: null });
    else if (manner === "broken") this.transport.deliver(JSON.stringify({ id: call.id, error: 1 }));
    else {
      reply.told?.();
      call.result(reply.result);
    }
  }
}
