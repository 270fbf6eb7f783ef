import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import { TurnInProgressError } from "../errors/index.js";
import type { Handlers } from "../handlers/handlers.js";
import type { Address } from "./address.js";
import type { OpenRequest } from "./open-request.js";
import type { TurnHolder } from "./turn-holder.js";
import { TurnRecord } from "./turn-record.js";

/** Told which turn ran on a thread before, and which one runs now. */
export type TurnChanged = (before: TurnRecord | undefined, after: TurnRecord | undefined) => void;

/**
 * What this client knows of one thread, in one place. Every `Thread` object of it is a view of this
 * record, and what `codex.request()` does to the thread changes it too.
 */
export class ThreadRecord {
  readonly id: string;
  /** The thread's own handlers; one that is missing here is the parent's, else the client's. */
  handlers: Handlers | undefined;
  /** The context of the call that opened the thread. */
  context: RunInContext | undefined;
  /** The thread that this one works for, if it is a sub-agent's. */
  parent: ThreadRecord | undefined;
  /** The threads of sub-agents that work for this one. */
  readonly agents = new Set<ThreadRecord>();
  isEphemeral = false;
  /** Whether the server has stored it, without which it can't be resumed. */
  isStored = false;
  /** Whether the server tells this client of the thread. */
  isSubscribed = false;
  /** Whether turns were queued on it, which start by themselves. */
  hasQueue = false;
  /** Whether its goal is active, so that turns start by themselves. */
  hasActiveGoal = false;
  /** Requests of the server that wait for this client's answer, by request id. */
  readonly requests = new Map<string | number, OpenRequest>();
  /** Who follows a turn that this client did not start. */
  readonly watchers = new Set<TurnHolder>();
  /** Turns that are over and whose commands go on. */
  readonly #left = new Set<TurnRecord>();
  readonly #turnChanged: TurnChanged;
  #holder: TurnHolder | undefined;
  #turn: TurnRecord | undefined;
  /** Whether a turn runs of which nothing but that is known. */
  #isActive = false;
  /** Changes of the subscription, one after the other, and how many are still to come. */
  #subscribing: Promise<unknown> = Promise.resolve();
  #subscriptionChanges = 0;

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
    return this.#holder !== undefined || this.turn !== undefined || this.#isActive;
  }

  /** Whether a turn runs that is not the holder's. */
  get isBusyElsewhere(): boolean {
    const { turn } = this;
    return this.#isActive || (turn !== undefined && !this.isOwnTurn(turn.turnId));
  }

  /** Takes the right to the thread's turn. Throws a `TurnInProgressError` when one runs. */
  take(holder: TurnHolder): void {
    this.assertIdle();
    this.#holder = holder;
  }

  /** Gives the right back. Does nothing for anybody else than its holder. */
  release(holder: TurnHolder): void {
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    this.#setTurn(undefined);
    this.#isActive = false;
  }

  /** Throws a `TurnInProgressError` when a turn runs, whoever started it. */
  assertIdle(): void {
    if (this.isBusy) throw new TurnInProgressError(this.id);
  }

  get isChangingSubscription(): boolean {
    return this.#subscriptionChanges > 0;
  }

  /** Runs one change of the subscription after the ones before it. */
  changeSubscription<T>(change: () => Promise<T>): Promise<T> {
    this.#subscriptionChanges += 1;
    const changed = this.#subscribing.then(change).finally(() => {
      this.#subscriptionChanges -= 1;
    });
    this.#subscribing = changed.catch(() => {}); // The caller of this change gets the error.
    return changed;
  }

  /** A turn of which nothing else is known runs on the thread. */
  markActive(): void {
    this.#isActive = this.#turn === undefined;
  }

  /** The turn runs on this thread from now on. */
  begin(turn: TurnRecord): void {
    this.#setTurn(turn);
    this.#isActive = false;
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
      this.#end(notification, address);
    }
  }

  /** The thread's handler of this name, or the nearest one above it that works for its parents. */
  handler<N extends keyof Handlers>(name: N): Handlers[N] | undefined {
    return this.handlers?.[name] ?? this.parent?.handler(name);
  }

  /** Whether this client has started the turn of this id. */
  isOwnTurn(turnId: string): boolean {
    return this.#holder?.isSame(turnId) ?? false;
  }

  /** Something ended that its turn was waiting for. */
  touch(): void {
    this.#holder?.touch();
    for (const watcher of this.watchers) watcher.touch();
  }

  /** In which context the handlers of this thread run: its turn's, its own, else its parent's. */
  get handlerContext(): RunInContext | undefined {
    return this.#holder?.context ?? this.context ?? this.parent?.handlerContext;
  }

  /** The connection has ended, for this reason. */
  lost(reason: Error): void {
    this.isSubscribed = false;
    this.#setTurn(undefined);
    this.#left.clear();
    this.#isActive = false;
    for (const one of [this.#holder, ...this.watchers]) one?.lost(reason);
    this.#cancelRequests(
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
      case "thread/status/changed":
        if (isOther(notification.params.status?.type, "active")) this.#becomeIdle();
        break;
      case "thread/closed":
      case "thread/deleted":
      case "thread/archived":
        this.isSubscribed = false;
        this.#becomeIdle();
        this.#left.clear();
        this.#cancelRequests(() => true, threadClosed);
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
      default:
        this.#turn?.observe(notification, address);
        this.#noteLeft(notification, address);
    }
  }

  #noteLeft(notification: wire.ServerNotification, address: Address): void {
    if (this.#left.size === 0) return;
    for (const turn of this.#left) {
      turn.observe(notification, address);
      if (!turn.hasCommands) this.#left.delete(turn);
    }
  }

  #started({ turnId, rootTurnId }: Address): void {
    if (turnId === undefined) return;
    this.isStored = !this.isEphemeral;
    const isKnown = this.#turn?.names(turnId) || (rootTurnId && this.#turn?.names(rootTurnId));
    if (!isKnown) this.begin(new TurnRecord(this.id, turnId));
    this.#turn?.started(turnId, rootTurnId);
  }

  #becomeIdle(): void {
    if (this.#turn) this.#turn.isIdle = true;
    this.#isActive = false;
  }

  /** After the holder has seen it: until then its turn is the one that runs. */
  #end({ method }: wire.ServerNotification, { turnId }: Address): void {
    if (method !== "turn/completed" || turnId === undefined) return;
    const ended = this.#turn?.names(turnId) ? this.#turn : undefined;
    this.#cancelRequests((id) => id === turnId || ended?.names(id) === true, turnEnded);
    if (ended) this.#setTurn(undefined);
    this.#isActive = false;
  }

  /** Makes the reason only where it is needed: an error's stack is the dearest part of a turn. */
  #cancelRequests(concerns: (turnId: string) => boolean, reason: () => Error): void {
    if (this.requests.size === 0) return;
    for (const request of [...this.requests.values()]) {
      if (concerns(request.turnId ?? "")) request.cancel(reason());
    }
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

function turnEnded(): Error {
  return new Error("The turn has ended.");
}

function threadClosed(): Error {
  return new Error("The thread was closed.");
}

/** Whether the server named something else than `type`; a status it left out says nothing. */
function isOther(named: string | undefined, type: string): boolean {
  return named !== undefined && named !== type;
}
