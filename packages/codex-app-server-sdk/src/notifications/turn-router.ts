import type * as wire from "codex-app-server-sdk/protocol";
import { TurnInProgressError } from "../errors/index.js";
import { EarlyNotifications } from "./early-notifications.js";
import type { QueueLimits } from "./notification-hub.js";

/** What a notification of a thread is about. */
export interface TurnAddress {
  method: string;
  /** The turn it names, if it names one. */
  turnId: string | undefined;
  /**
   * The turn that led to that one; a review's turn starts under an id of its own and names the
   * review here.
   */
  rootTurnId: string | undefined;
}

/** Where the notifications of a turn go. */
export interface TurnSink {
  /** Whether a notification of the thread is the sink's. */
  owns(address: TurnAddress): boolean;
  push(notification: wire.ServerNotification, size: number): void;
  /** What came before the sink was attached went over the bound: streams have lost something. */
  overflow(): void;
  /** The connection has ended; nothing follows. */
  fail(reason: Error): void;
}

/** The right to the one running turn of a thread, held from before the request until its end. */
export interface Reservation {
  /** Sends the turn's notifications to `sink`, the ones that came before it included. */
  attach(sink: TurnSink): void;
  /** Gives the right back: the turn did not start, or has ended. Further calls do nothing. */
  release(): void;
}

/** What is known of one thread. */
interface ThreadRoute {
  /** Who holds the right to start a turn. */
  holder: Reservation | undefined;
  sink: TurnSink | undefined;
  /** The turn that runs, according to the notifications; of another client perhaps. */
  running: string | undefined;
  /** What arrived while the holder had no sink yet. */
  early: EarlyNotifications | undefined;
}

/** Brings each notification to the turn it belongs to, and knows which threads are busy. */
export class TurnRouter {
  readonly #threads = new Map<string, ThreadRoute>();
  readonly #limits: QueueLimits;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Throws a `TurnInProgressError` when the thread has a running turn, whoever started it. */
  reserve(threadId: string): Reservation {
    this.assertIdle(threadId);
    const route = this.#routeOf(threadId);
    const holder: Reservation = {
      attach: (sink) => {
        route.sink = sink;
        const { early } = route;
        route.early = undefined;
        early?.handTo({
          push: (notification, size) => this.#deliver(route, notification, size),
          overflow: () => sink.overflow(),
        });
      },
      release: () => {
        if (route.holder !== holder) return;
        route.holder = undefined;
        route.sink = undefined;
        route.early = undefined;
        this.#forgetIdle(threadId, route);
      },
    };
    route.holder = holder;
    return holder;
  }

  /** Throws a `TurnInProgressError` when the thread has a running turn. */
  assertIdle(threadId: string): void {
    const route = this.#threads.get(threadId);
    if (route) throw new TurnInProgressError(threadId);
  }

  route(notification: wire.ServerNotification, size: number): void {
    const threadId = threadOf(notification);
    if (threadId === undefined) return;
    const starts = notification.method === "turn/started";
    const route = starts ? this.#routeOf(threadId) : this.#threads.get(threadId);
    if (!route) return;
    if (starts) route.running = addressOf(notification).turnId;
    if (endsTurn(notification)) route.running = undefined;
    this.#deliver(route, notification, size);
    this.#forgetIdle(threadId, route);
  }

  /** Ends every turn: the connection is gone. */
  fail(reason: Error): void {
    const routes = [...this.#threads.values()];
    this.#threads.clear();
    for (const route of routes) route.sink?.fail(reason);
  }

  #deliver(route: ThreadRoute, notification: wire.ServerNotification, size: number): void {
    if (route.sink) {
      if (route.sink.owns(addressOf(notification))) route.sink.push(notification, size);
    } else if (route.holder) {
      route.early ??= new EarlyNotifications(this.#limits);
      route.early.push(notification, size);
    }
  }

  #routeOf(threadId: string): ThreadRoute {
    let route = this.#threads.get(threadId);
    if (!route) {
      route = { holder: undefined, sink: undefined, running: undefined, early: undefined };
      this.#threads.set(threadId, route);
    }
    return route;
  }

  /** A thread is known for as long as it is busy, and no longer. */
  #forgetIdle(threadId: string, route: ThreadRoute): void {
    if (!route.holder && route.running === undefined) this.#threads.delete(threadId);
  }
}

interface AddressedParams {
  threadId?: unknown;
  turnId?: unknown;
  turn?: { id?: unknown; rootTurnId?: unknown };
}

function threadOf(notification: wire.ServerNotification): string | undefined {
  return asString(paramsOf(notification).threadId);
}

function addressOf(notification: wire.ServerNotification): TurnAddress {
  const { turnId, turn } = paramsOf(notification);
  return {
    method: notification.method,
    turnId: asString(turnId ?? turn?.id),
    rootTurnId: asString(turn?.rootTurnId),
  };
}

function paramsOf(notification: wire.ServerNotification): AddressedParams {
  return (notification.params ?? {}) as AddressedParams;
}

/** Whether the thread has no running turn any more, `turn/completed` seen or not. */
function endsTurn(notification: wire.ServerNotification): boolean {
  switch (notification.method) {
    case "turn/completed":
    case "thread/closed":
    case "thread/deleted":
      return true;
    case "thread/status/changed":
      return isOther(notification.params.status?.type, "active");
    default:
      return false;
  }
}

/** Whether the server named something else than `type`; a status it left out says nothing. */
function isOther(named: string | undefined, type: string): boolean {
  return named !== undefined && named !== type;
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
