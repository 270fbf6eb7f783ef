import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import type { Handlers } from "../handlers/handlers.js";
import type { FoundTool, ThreadTools } from "../tools/thread-tools.js";
import type { Address } from "./address.js";
import { HeldNotifications } from "./held-notifications.js";
import { letsGo } from "./lets-go.js";
import type { OpenRequest } from "./open-request.js";
import { OpenRequests } from "./open-requests.js";
import type { QueueWatch } from "./queue-watch.js";
import { Subscription } from "./subscription.js";
import { ThreadSettings } from "./thread-settings.js";
import { ThreadTurns, type TurnChanged } from "./thread-turns.js";
import type { TurnHolder } from "./turn-holder.js";
import type { TurnRecord } from "./turn-record.js";

/** What a new process of the server has to be told of a thread again. */
export type OpeningParams = Pick<wire.ThreadStartParams, "config" | "permissions">;

/**
 * What this client knows of one thread, in one place. Every `Thread` object of it is a view of this
 * record, and what `codex.request()` does to the thread changes it too.
 */
export class ThreadRecord {
  readonly id: string;
  /** Whether the server tells this client of the thread. */
  readonly subscription = new Subscription();
  /** The thread's own handlers; one that is missing here is the parent's, else the client's. */
  handlers: Handlers | undefined;
  /** The functions that its model may call, and its sub-agents' as far as they are offered them. */
  tools: ThreadTools | undefined;
  /** The context of the call that opened the thread. */
  context: RunInContext | undefined;
  /** The thread that this one works for, if it is a sub-agent's. */
  parent: ThreadRecord | undefined;
  /** The threads of sub-agents that work for this one. */
  readonly agents = new Set<ThreadRecord>();
  isEphemeral = false;
  /** With which settings it works. */
  readonly settings = new ThreadSettings();
  /** Whether the server has stored it, without which it can't be resumed. */
  isStored = false;
  /** Why the server tells this client of it no more, if that was for no call of the user's. */
  lossReason: Error | undefined;
  /** Why no turn may be begun on it: another client has taken it over. */
  fenced: Error | undefined;
  /** Whether turns were queued on it, which start by themselves. */
  hasQueue = false;
  /** Whether its goal is active, so that turns start by themselves. */
  hasActiveGoal = false;
  /** What of the request that opened it holds for a new process of the server, too. */
  opening: OpeningParams = {};
  /** What the server says while it is not yet known what was missed of the thread. */
  #held: HeldNotifications | undefined;
  /** What the server asks about it. */
  readonly requests = new OpenRequests();
  /** Its turns: which one runs, and whose it is. */
  readonly turns: ThreadTurns;
  /** Who waits for the turns that this client has queued. */
  queue: QueueWatch | undefined;

  /** `turnChanged` is called when another turn runs than before, or none. */
  constructor(id: string, turnChanged: TurnChanged) {
    this.id = id;
    this.turns = new ThreadTurns(id, turnChanged);
  }

  /** What the server says since the connection was lost, until the thread is taken up again. */
  get held(): HeldNotifications | undefined {
    return this.#held;
  }

  /** The turn runs on this thread no more, and its requests are of no use any more. */
  over(turn: TurnRecord): void {
    this.requests.cancel(({ turnId }) => turnId !== null && turn.names(turnId), turnEnded);
    this.turns.over(turn);
  }

  /** Takes note of a notification of this thread, then passes it on to the holder. */
  observe(notification: wire.ServerNotification, address: Address, size: number): void {
    try {
      this.#note(notification, address);
    } finally {
      this.#pass(notification, address, size);
      this.queue?.observe(notification, address, size);
      if (this.parent && ofAgents.has(notification.method)) this.#tellParents(notification);
      this.#end(notification, address);
    }
  }

  /** The thread's handler of this name, or the nearest one above it that works for its parents. */
  handler<N extends keyof Handlers>(name: N): Handlers[N] | undefined {
    return this.handlers?.[name] ?? this.parent?.handler(name);
  }

  /** The function that a call of a tool is for: the thread's, or one of the nearest above it. */
  tool(params: wire.DynamicToolCallParams): FoundTool | undefined {
    return this.tools?.find(params) ?? this.parent?.tool(params);
  }

  /** A handler of this client is asked: for the turn, and for those that have set it to work. */
  asked(id: string | number, request: OpenRequest): void {
    this.requests.asked(id, request);
    if (!request.isDecision) return;
    for (const one of this.#concerned(request)) one.asked(request);
    for (const one of this.#above()) one.asked(request);
  }

  /** The handler has answered, which is as much a sign of life of its turn as a notification. */
  answered(id: string | number, request: OpenRequest): void {
    this.requests.answered(id, request);
    for (const one of this.#concerned(request)) one.answered(request);
    for (const one of this.#above()) one.answered(request);
    this.#touch();
  }

  /** In which context the handlers of this thread run: its turn's, its own, else its parent's. */
  get handlerContext(): RunInContext | undefined {
    return this.turns.holder?.context ?? this.context ?? this.parent?.handlerContext;
  }

  /**
   * The connection is lost and is being made again. What runs may go on at the server, or end: that
   * is found out before anything else is believed.
   */
  suspend(): void {
    const isFollowed = this.subscription.isOn || this.turns.watchers.size > 0;
    // A sub-agent that does nothing may be given more to do.
    const isConcerned = isFollowed || this.turns.isAny || this.parent !== undefined;
    this.subscription.drop();
    this.requests.forgetOthers(); // The server asks again over the next connection.
    if (!isConcerned) return;
    this.#held = new HeldNotifications();
    for (const one of this.turns.followers) one.missed();
  }

  /** It is known what was missed. Returns what was held meanwhile. */
  resume(): HeldNotifications | undefined {
    const held = this.#held;
    this.#held = undefined;
    this.#touch();
    this.queue?.resumed();
    return held;
  }

  /** The connection has ended, for this reason. */
  lost(reason: Error): void {
    this.lossReason = reason;
    this.#held = undefined;
    this.subscription.drop();
    this.turns.end();
    this.turns.forgetCommands();
    for (const one of this.turns.followers) one.lost(reason);
    this.queue?.ended(reason);
    this.requests.cancel(
      () => true,
      () => reason,
    );
  }

  #note(notification: wire.ServerNotification, address: Address): void {
    switch (notification.method) {
      case "turn/started":
        this.#started(address);
        break;
      case "thread/settings/updated":
        this.settings.updated(notification.params.threadSettings);
        break;
      case "thread/status/changed":
        this.#noteStatus(notification.params.status?.type);
        break;
      case "thread/closed":
      case "thread/deleted":
      case "thread/archived":
        this.subscription.drop();
        this.turns.becomeIdle();
        this.turns.forgetCommands();
        this.requests.cancel(() => true, threadClosed);
        break;
      case "serverRequest/resolved":
        if (this.requests.resolved(notification.params.requestId)) this.#touch();
        break;
      case "thread/queue/changed":
        this.hasQueue = true;
        break;
      case "thread/goal/updated":
        this.hasActiveGoal = notification.params.goal.status === "active";
        break;
      case "thread/goal/cleared":
        this.hasActiveGoal = false;
        break;
      case "item/completed":
        this.turns.observe(notification, address);
        this.#itemCompleted(notification.params.item?.id, address);
        break;
      default:
        this.turns.observe(notification, address);
    }
  }

  /** All clients are told of it; a status that the server left out says nothing. */
  #noteStatus(status: string | undefined): void {
    if (status === "active") this.isStored = !this.isEphemeral;
    else if (status !== undefined) this.turns.becomeIdle();
  }

  /** Whoever was asked about it, and has not heard that another client has answered. */
  #itemCompleted(id: unknown, { turnId }: Address): void {
    this.requests.cancel(
      (request) => request.itemId === id && request.turnId === turnId,
      () => new Error("The request was resolved elsewhere."),
    );
  }

  /** A sub-agent works for all that stand above it. */
  #tellParents(notification: wire.ServerNotification): void {
    for (const one of this.#above()) one.heardOfAgent(notification);
  }

  #started({ turnId, rootTurnId }: Address): void {
    if (turnId === undefined) return;
    this.isStored = !this.isEphemeral;
    this.turns.started(turnId, rootTurnId);
  }

  #pass(notification: wire.ServerNotification, address: Address, size: number): void {
    const { holder, watchers } = this.turns;
    if (holder?.owns(address)) holder.push(notification, address, size);
    for (const watcher of watchers) {
      if (watcher.owns(address)) watcher.push(notification, address, size);
    }
  }

  /** After the holder has seen it: until then its turn is the one that runs. */
  #end({ method }: wire.ServerNotification, { turnId }: Address): void {
    if (letsGo(method)) this.turns.end();
    if (method !== "turn/completed" || turnId === undefined) return;
    const { open } = this.turns;
    const ended = open?.names(turnId) ? open : undefined;
    const isOver = (id: string | null): boolean =>
      id === turnId || (id !== null && ended?.names(id) === true);
    this.requests.forgetOthers();
    this.requests.cancel((request) => isOver(request.turnId), turnEnded);
    this.turns.completed(turnId);
  }

  #touch(): void {
    for (const one of this.turns.followers) one.touch();
  }

  /** Who holds or follows the turn that a request is about. */
  #concerned({ turnId }: OpenRequest): TurnHolder[] {
    return this.turns.followers.filter((one) => turnId === null || one.isSame(turnId));
  }

  /** Those that follow a turn of a thread that this one works for. */
  #above(): TurnHolder[] {
    const { parent } = this;
    return parent ? [...parent.turns.followers, ...parent.#above()] : [];
  }
}

/** What of a sub-agent's thread its parents are told. */
const ofAgents: ReadonlySet<string> = new Set([
  "turn/started",
  "turn/completed",
  "item/started",
  "item/completed",
  "thread/tokenUsage/updated",
] satisfies (keyof wire.ServerNotifications)[]);

function turnEnded(): Error {
  return new Error("The turn has ended.");
}

function threadClosed(): Error {
  return new Error("The thread was closed.");
}
