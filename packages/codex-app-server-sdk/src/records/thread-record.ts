import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import { TurnInProgressError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import type { FoundTool, ThreadTools } from "../tools/thread-tools.js";
import type { Address } from "./address.js";
import { HeldNotifications } from "./held-notifications.js";
import type { OpenRequest } from "./open-request.js";
import { OpenRequests } from "./open-requests.js";
import type { QueueWatch } from "./queue-watch.js";
import { Subscription } from "./subscription.js";
import { ThreadSettings } from "./thread-settings.js";
import type { TurnHolder } from "./turn-holder.js";
import { TurnRecord } from "./turn-record.js";

/** What a new process of the server has to be told of a thread again. */
export type OpeningParams = Pick<wire.ThreadStartParams, "config" | "permissions">;

/** Told which turn ran on a thread before, and which one runs now. */
export type TurnChanged = (before: TurnRecord | undefined, after: TurnRecord | undefined) => void;

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
  /** Who waits for the turns that this client has queued. */
  queue: QueueWatch | undefined;
  /** Who follows a turn that this client did not start. */
  readonly watchers = new Set<TurnHolder>();
  /** Turns that are over and whose commands go on. */
  readonly #left = new Set<TurnRecord>();
  readonly #turnChanged: TurnChanged;
  #holder: TurnHolder | undefined;
  /** Who keeps the thread's turn for further ones of its own. */
  #reservedFor: object | undefined;
  #turn: TurnRecord | undefined;
  /** The turn that has ended last. */
  #lastEnded: string | undefined;
  /** Whether a turn runs of which nothing but that is known. */
  #isActive = false;
  /** Who expects the server to start a turn by itself. */
  readonly #expecting = new Set<object>();

  /** `turnChanged` is called when another turn runs than before, or none. */
  constructor(id: string, turnChanged: TurnChanged) {
    this.id = id;
    this.#turnChanged = turnChanged;
  }

  /** The turn that runs, as far as its id is known. */
  get turn(): TurnRecord | undefined {
    return this.#turn?.isIdle ? undefined : this.#turn;
  }

  get holder(): TurnHolder | undefined {
    return this.#holder;
  }

  get isBusy(): boolean {
    return this.#runs || this.#reservedFor !== undefined;
  }

  get #runs(): boolean {
    if (this.#holder !== undefined || this.turn !== undefined) return true;
    return this.#isActive || this.#expecting.size > 0;
  }

  /** The turn that was begun and has not been completed, idle or not. */
  get openTurn(): TurnRecord | undefined {
    return this.#turn;
  }

  /** The turn that has ended last. */
  get lastEnded(): string | undefined {
    return this.#lastEnded;
  }

  /** What the server says since the connection was lost, until the thread is taken up again. */
  get held(): HeldNotifications | undefined {
    return this.#held;
  }

  /** Whether a turn runs that is not the holder's. */
  get isBusyElsewhere(): boolean {
    const { turn } = this;
    return this.#isActive || (turn !== undefined && !this.isOwnTurn(turn.turnId));
  }

  /**
   * Keeps the thread's turn for one turn after the other, until `free` is called. Throws a
   * `TurnInProgressError` when one runs.
   */
  reserve(owner: object): void {
    this.assertIdle();
    this.#reservedFor = owner;
  }

  /** Others may take the thread's turn again. */
  free(owner: object): void {
    if (this.#reservedFor === owner) this.#reservedFor = undefined;
  }

  /** Takes the right to the thread's turn. Throws a `TurnInProgressError` when one runs. */
  take(holder: TurnHolder, owner?: object): void {
    this.assertIdle(owner);
    this.#holder = holder;
  }

  /** Until `expectNot` the thread is not free: the server is to start a turn on it by itself. */
  expect(reason: object): void {
    this.#expecting.add(reason);
  }

  expectNot(reason: object): void {
    this.#expecting.delete(reason);
  }

  /** Gives the right to a turn that was expected, or runs already; one that has it keeps it. */
  adopt(holder: TurnHolder): void {
    this.#holder ??= holder;
  }

  /**
   * Gives the right back. Does nothing for anybody else than its holder. A turn that somebody else
   * has started meanwhile still runs.
   */
  release(holder: TurnHolder): void {
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    if (this.#turn && holder.isSame(this.#turn.turnId)) this.#setTurn(undefined);
  }

  /**
   * Throws a `TurnInProgressError` when a turn runs, whoever started it, or when the thread is kept
   * for somebody else than `owner`.
   */
  assertIdle(owner?: object): void {
    if (this.#runs || this.#reservedFor !== owner) throw new TurnInProgressError(this.id);
  }

  /** A turn of which nothing else is known runs on the thread. */
  markActive(): void {
    this.#isActive = this.#turn === undefined;
  }

  /** No turn runs of which nothing is known. */
  markIdle(): void {
    this.#isActive = false;
  }

  /** The turn runs on this thread from now on. */
  begin(turn: TurnRecord): void {
    this.#setTurn(turn);
    this.#isActive = false;
  }

  /** The turn runs on this thread no more. */
  over(turn: TurnRecord): void {
    this.requests.cancel(({ turnId }) => turnId !== null && turn.names(turnId), turnEnded);
    if (this.#turn === turn) this.#setTurn(undefined);
    else turn.end();
  }

  /** Whether the server has said already that this turn is over. */
  hasEnded(turnId: string): boolean {
    return this.#lastEnded === turnId;
  }

  /** Takes note of a notification of this thread, then passes it on to the holder. */
  observe(notification: wire.ServerNotification, address: Address, size: number): void {
    try {
      this.#note(notification, address);
    } finally {
      if (this.#holder?.owns(address)) this.#holder.push(notification, address, size);
      for (const watcher of this.watchers) {
        if (watcher.owns(address)) watcher.push(notification, address, size);
      }
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

  /** Whether this client has started the turn of this id. */
  isOwnTurn(turnId: string): boolean {
    return this.#holder?.isSame(turnId) ?? false;
  }

  /** A handler of this client is asked. */
  asked(id: string | number, request: OpenRequest): void {
    this.requests.asked(id, request);
    if (!request.isDecision) return;
    for (const holder of this.#concerned(request)) holder.asked(String(id), request);
  }

  /** The handler has answered, which is as much a sign of life of its turn as a notification. */
  answered(id: string | number, request: OpenRequest): void {
    this.requests.answered(id, request);
    for (const holder of this.#concerned(request)) holder.answered(String(id));
    this.#touch();
  }

  /** In which context the handlers of this thread run: its turn's, its own, else its parent's. */
  get handlerContext(): RunInContext | undefined {
    return this.#holder?.context ?? this.context ?? this.parent?.handlerContext;
  }

  /**
   * The connection is lost and is being made again. What runs may go on at the server, or end: that
   * is found out before anything else is believed.
   */
  suspend(): void {
    const isFollowed = this.subscription.isOn || this.watchers.size > 0;
    // A sub-agent that does nothing may be given more to do.
    const isConcerned = isFollowed || this.#runs || this.parent !== undefined;
    this.subscription.drop();
    this.requests.forgetOthers(); // The server asks again over the next connection.
    if (!isConcerned) return;
    this.#held = new HeldNotifications();
    for (const one of [this.#holder, ...this.watchers]) one?.missed();
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
    this.#setTurn(undefined);
    this.#left.clear();
    this.#isActive = false;
    for (const one of [this.#holder, ...this.watchers]) one?.lost(reason);
    this.queue?.ended(reason);
    this.requests.cancel(
      () => true,
      () => reason,
    );
  }

  /** Whether a command of an earlier turn than this one still runs as an item of this id. */
  hasLeftCommand(itemId: string, turn: TurnRecord): boolean {
    return [...this.#left].some((left) => left !== turn && left.hasCommand(itemId));
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
        this.#becomeIdle();
        this.#left.clear();
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
        this.#noteItem(notification, address);
        this.#itemCompleted(notification.params.item?.id, address);
        break;
      default:
        this.#noteItem(notification, address);
    }
  }

  /** All clients are told of it; a status that the server left out says nothing. */
  #noteStatus(status: string | undefined): void {
    if (status === "active") this.isStored = !this.isEphemeral;
    else if (status !== undefined) this.#becomeIdle();
  }

  #noteItem(notification: wire.ServerNotification, address: Address): void {
    this.#turn?.observe(notification, address);
    if (this.#left.size === 0) return;
    for (const turn of this.#left) {
      turn.observe(notification, address);
      if (!turn.hasCommands) this.#left.delete(turn);
    }
  }

  /** Whoever was asked about it, and has not heard that another client has answered. */
  #itemCompleted(id: unknown, { turnId }: Address): void {
    this.requests.cancel(
      (request) => request.itemId === id && request.turnId === turnId,
      () => new Error("The request was resolved elsewhere."),
    );
  }

  #started({ turnId, rootTurnId }: Address): void {
    if (turnId === undefined) return;
    this.isStored = !this.isEphemeral;
    const isKnown = this.#turn?.names(turnId) || (rootTurnId && this.#turn?.names(rootTurnId));
    if (!isKnown) this.begin(new TurnRecord(this.id, turnId));
    this.#turn?.started(turnId, rootTurnId);
  }

  #becomeIdle(): void {
    this.#isActive = false;
    if (!this.#turn) return;
    this.#turn.isIdle = true;
    this.#lastEnded = this.#turn.turnId;
  }

  /** A sub-agent works for all that stand above it. */
  #tellParents(notification: wire.ServerNotification): void {
    for (let above = this.parent; above; above = above.parent) {
      above.#holder?.heardOfAgent(notification);
      for (const watcher of above.watchers) watcher.heardOfAgent(notification);
    }
  }

  /** After the holder has seen it: until then its turn is the one that runs. */
  #end({ method }: wire.ServerNotification, { turnId }: Address): void {
    if (letsGo.has(method)) this.#setTurn(undefined);
    if (method !== "turn/completed" || turnId === undefined) return;
    this.#lastEnded = turnId;
    this.requests.forgetOthers();
    const ended = this.#turn?.names(turnId) ? this.#turn : undefined;
    const isOver = (id: string | null): boolean =>
      id === turnId || (id !== null && ended?.names(id) === true);
    this.requests.cancel((request) => isOver(request.turnId), turnEnded);
    if (ended) this.#setTurn(undefined);
    this.#isActive = false;
  }

  #touch(): void {
    for (const one of [this.#holder, ...this.watchers]) one?.touch();
  }

  /** Who holds or follows the turn that a request is about. */
  #concerned({ turnId }: OpenRequest): TurnHolder[] {
    const all = this.#holder ? [this.#holder, ...this.watchers] : [...this.watchers];
    return all.filter((holder) => turnId === null || holder.isSame(turnId));
  }

  #setTurn(turn: TurnRecord | undefined): void {
    const before = this.#turn;
    if (before === turn) return;
    before?.end();
    if (before?.hasCommands) this.#left.add(before);
    this.#turn = turn;
    this.#turnChanged(before, turn);
  }
}

/** With these the server lets go of a thread, and of what runs on it. */
const letsGo: ReadonlySet<string> = new Set([
  "thread/closed",
  "thread/deleted",
  "thread/archived",
] satisfies (keyof wire.ServerNotifications)[]);

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
