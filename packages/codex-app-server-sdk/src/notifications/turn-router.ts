import type * as wire from "codex-app-server-sdk/protocol";
import { TurnInProgressError } from "../errors/index.js";
import { EarlyNotifications } from "./early-notifications.js";
import type { QueueLimits } from "./notification-hub.js";

/** What a notification of a thread belongs to. */
export interface TurnAddress {
  method: string;
  /** The turn that it names, if any. */
  turnId: string | undefined;
  /**
   * The root of the turn that it names. The turn of a review has its own id, and the review's id
   * here.
   */
  rootTurnId: string | undefined;
}

/** Receives the notifications of a turn. */
export interface TurnSink {
  /** Whether a notification of the thread belongs to this sink. */
  owns(address: TurnAddress): boolean;
  push(notification: wire.ServerNotification, size: number): void;
  /**
   * Notifications that came before the sink was attached exceeded the limit, so streams have lost
   * some.
   */
  overflow(): void;
  /** The connection has ended. No notification follows. */
  fail(reason: Error): void;
}

/** The exclusive right to run a turn on a thread, held from before its request until its end. */
export interface Reservation {
  /** Passes the turn's notifications to `sink`, including those that came before. */
  attach(sink: TurnSink): void;
  /** Gives the right back because the turn did not start or has ended. Further calls do nothing. */
  release(): void;
}

/** What is known about one thread. */
interface ThreadRoute {
  /** The current reservation, if any. */
  holder: Reservation | undefined;
  sink: TurnSink | undefined;
  /** The running turn according to the notifications; another client may have started it. */
  running: string | undefined;
  /** What arrived while the reservation had no sink yet. */
  early: EarlyNotifications | undefined;
}

/** Passes each notification to the turn that it belongs to, and knows which threads are busy. */
export class TurnRouter {
  readonly #threads = new Map<string, ThreadRoute>();
  readonly #limits: QueueLimits;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /**
   * Reserves the thread for a turn. Throws a `TurnInProgressError` when it already has a running
   * turn, even one of another client.
   */
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

  /** Fails every turn, because the connection has ended. */
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

  /** Forgets a thread that is not busy any more. */
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

/**
 * Whether this tells that the thread has no running turn any more, even without `turn/completed`.
 */
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

/** Whether the server named another type than `type`. A missing status tells nothing. */
function isOther(named: string | undefined, type: string): boolean {
  return named !== undefined && named !== type;
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
