import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import type { Handlers } from "../handlers/handlers.js";
import { type Address, addressOf } from "./address.js";
import { letsGo } from "./lets-go.js";
import { ThreadRecord } from "./thread-record.js";
import type { TurnRecord } from "./turn-record.js";

/** Ends a turn. */
export type EndTurn = (turn: TurnRecord) => void;

/** How many ended turns are remembered whose sub-agents may yet start. */
const maxEnded = 100;

/**
 * The records of all threads that this client has to do with: one for each thread id. A record is
 * kept for as long as the thread is subscribed, has handlers, runs a turn or works for another, and
 * beyond that for as long as a `Thread` object holds it, so that two of them never disagree. Of a
 * deleted or archived thread nothing else is remembered.
 */
export class ThreadRecords {
  /** The context in which the client was made: for what belongs to no thread. */
  readonly context: RunInContext;
  readonly #ofClient: Handlers;
  readonly #records = new Map<string, ThreadRecord | WeakRef<ThreadRecord>>();
  readonly #collected = new FinalizationRegistry((id: string) => this.#dropCollected(id));
  /** The record that was found last, for the next of a turn's many notifications. */
  #latest: ThreadRecord | undefined;
  /** The turns that run, by id. */
  readonly #running = new Map<string, TurnRecord>();
  /**
   * What to do with turns that start when the one that they belong to was ended: those of its
   * sub-agents, and itself where the server had not begun it by the time when it was given up.
   */
  readonly #ended = new Map<string, EndTurn>();

  /** `ofClient` are the handlers for whatever has none of its own. */
  constructor(ofClient: Handlers, context: RunInContext) {
    this.context = context;
    this.#ofClient = ofClient;
  }

  /** The record of this thread; made if there is none. */
  of(threadId: string): ThreadRecord {
    const known = this.find(threadId);
    if (known) return known;
    const record = new ThreadRecord(threadId, (before, after) => this.#turnChanged(before, after));
    this.#records.set(threadId, record);
    return record;
  }

  /** The record of this thread, if there is one. */
  find(threadId: string): ThreadRecord | undefined {
    if (this.#latest?.id === threadId) return this.#latest;
    const known = this.#records.get(threadId);
    if (known instanceof WeakRef) return known.deref();
    this.#latest = known;
    return known;
  }

  /** How many threads are known. */
  get size(): number {
    return this.#records.size;
  }

  /** The records that are kept on their own account. */
  *[Symbol.iterator](): Generator<ThreadRecord, void, undefined> {
    for (const known of [...this.#records.values()]) {
      const record = known instanceof WeakRef ? known.deref() : known;
      if (record) yield record;
    }
  }

  /** The handler for requests of a thread; null stands for requests that belong to none. */
  handler<N extends keyof Handlers>(threadId: string | null, name: N): Handlers[N] | undefined {
    const own = threadId === null ? undefined : this.find(threadId)?.handler(name);
    return own ?? this.#ofClient[name];
  }

  observe(notification: wire.ServerNotification, size: number): void {
    const address = addressOf(notification);
    const { method, threadId } = address;
    if (threadId === undefined) return;
    const record = method === "turn/started" ? this.of(threadId) : this.find(threadId);
    if (record?.held) record.held.push(notification, size);
    else if (record) this.#deliver(record, notification, address, size);
  }

  /** Takes note of what was missed of a thread while the connection was lost. */
  replay(record: ThreadRecord, notification: wire.ServerNotification): void {
    this.#deliver(record, notification, addressOf(notification), 0);
  }

  /** It is known what was missed of a thread: what the server has said since then follows. */
  resume(record: ThreadRecord): void {
    const known = record.turns.open;
    record.resume()?.handTo((notification, size) => this.observe(notification, size), known);
    this.keepOrForget(record);
  }

  #deliver(
    record: ThreadRecord,
    notification: wire.ServerNotification,
    address: Address,
    size: number,
  ): void {
    const { method } = notification;
    try {
      this.#noteAgents(notification, record);
      record.observe(notification, address, size);
    } finally {
      if (method === "turn/started") this.#noteStart(record.turns.running, address);
      if (changesLife(method)) this.keepOrForget(record, method);
    }
  }

  /** A thread was deleted or archived: nothing of it is remembered. */
  forget(record: ThreadRecord): void {
    for (const agent of [...record.agents]) this.forget(agent);
    record.parent?.agents.delete(record);
    record.parent = undefined;
    record.agents.clear();
    record.handlers = undefined;
    record.tools = undefined;
    record.subscription.drop();
    this.#letGo(record);
  }

  /** Keeps a record that is needed, and lets go of one that only its `Thread` objects need. */
  keepOrForget(record: ThreadRecord, method?: string): void {
    const isGone = method === "thread/deleted" || method === "thread/archived";
    // A sub-agent's thread that is closed does not come back under the same parent.
    if (isGone || (method === "thread/closed" && record.parent)) this.forget(record);
    else if (isNeeded(record)) this.#records.set(record.id, record);
    else this.#letGo(record);
  }

  /** Sub-agents that this turn has set to work and that have yet to start are ended, too. */
  endAgentsOf(turn: TurnRecord, end: EndTurn): void {
    for (const agent of turn.agents) end(agent);
    this.endLater(turn.turnId, end);
  }

  /** A turn of this id that starts from now on is ended, and so are those that it sets to work. */
  endLater(turnId: string, end: EndTurn): void {
    this.#ended.set(turnId, end);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > maxEnded && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** The turn runs no more, or what could be done to end it was done. */
  over(turn: TurnRecord): void {
    const record = this.find(turn.threadId);
    if (!record) return;
    record.over(turn);
    this.keepOrForget(record);
  }

  /** The connection is lost and is being made again. */
  suspend(): void {
    for (const record of this) {
      record.suspend();
      this.keepOrForget(record);
    }
  }

  /** The connection has ended: no turn runs any more, nothing is subscribed. */
  lost(reason: Error): void {
    for (const record of this) {
      record.lost(reason);
      this.keepOrForget(record);
    }
  }

  /** Nothing announces a sub-agent's thread but an item in its parent. */
  #noteAgents(notification: wire.ServerNotification, parent: ThreadRecord): void {
    if (notification.method !== "item/started" && notification.method !== "item/completed") return;
    for (const id of agentsIn(notification.params.item)) this.#adopt(this.of(id), parent);
  }

  /** The first to name a thread has started it, or woken it; others only speak with it. */
  #adopt(agent: ThreadRecord, parent: ThreadRecord): void {
    if (agent.parent || agent.subscription.isOn) return;
    for (let above: ThreadRecord | undefined = parent; above; above = above.parent) {
      if (above === agent) return; // A server that names a circle must not hang its client.
    }
    agent.parent = parent;
    parent.agents.add(agent);
  }

  /** Keeps a record for the `Thread` objects that still show it, and only for those. */
  #letGo(record: ThreadRecord): void {
    if (this.#latest === record) this.#latest = undefined;
    if (this.#records.get(record.id) !== record) return;
    this.#records.set(record.id, new WeakRef(record));
    this.#collected.register(record, record.id);
  }

  #turnChanged(before: TurnRecord | undefined, after: TurnRecord | undefined): void {
    if (before) this.#running.delete(before.turnId);
    if (after) this.#running.set(after.turnId, after);
  }

  #noteStart(turn: TurnRecord | undefined, { rootTurnId }: Address): void {
    if (!turn || rootTurnId === undefined) return;
    const root = this.#running.get(rootTurnId);
    if (root && root.threadId !== turn.threadId) root.agents.add(turn);
    this.#ended.get(rootTurnId)?.(turn);
  }

  #dropCollected(id: string): void {
    const known = this.#records.get(id);
    if (known instanceof WeakRef && known.deref() === undefined) this.#records.delete(id);
  }
}

/** Whether a record may no longer be needed after such a notification. */
function changesLife(method: wire.ServerNotification["method"]): boolean {
  return method === "turn/completed" || method === "thread/status/changed" || letsGo(method);
}

/** Whether the record must outlive the `Thread` objects that show it. */
function isNeeded(record: ThreadRecord): boolean {
  return (
    record.subscription.isOn ||
    record.held !== undefined ||
    record.handlers !== undefined ||
    record.tools !== undefined ||
    record.turns.isBusy ||
    record.requests.isOwn ||
    record.parent !== undefined
  );
}

/** The threads of sub-agents that an item tells of; which kind of item depends on the model. */
function agentsIn(item: wire.ThreadItem | undefined): string[] {
  if (item?.type === "subAgentActivity") return [item.agentThreadId];
  return item?.type === "collabAgentToolCall" && wakes.has(item.tool) ? item.receiverThreadIds : [];
}

/** The calls that set an agent to work; after a restart one comes back by the last two. */
const wakes: ReadonlySet<string> = new Set([
  "spawnAgent",
  "resumeAgent",
  "sendInput",
] satisfies wire.CollabAgentTool[]);
