import type * as wire from "codex-app-server-sdk/protocol";
import { TurnInProgressError } from "../errors.js";

/** Where the notifications of one turn go. */
export interface TurnSink {
  readonly turnId: string;
  push(notification: wire.ServerNotification, size: number): void;
  /** The connection has ended; nothing follows. */
  fail(reason: Error): void;
}

/** The right to start a turn on a thread. Held from before the request until the turn ends. */
export interface Reservation {
  /** Sends the turn's notifications to `sink`, the ones that came before it included. */
  attach(sink: TurnSink): void;
  /** Gives the right back; for a turn that did not start. */
  release(): void;
}

/** What is known of one thread. */
interface ThreadRoute {
  /** Whether this client is starting a turn, or has one attached. */
  reserved: boolean;
  sink: TurnSink | undefined;
  /** The turn that runs, according to the notifications; of another client perhaps. */
  running: string | undefined;
  /** What arrived for this thread while a turn was being started. */
  early: { notification: wire.ServerNotification; size: number }[];
}

/** Notifications of a thread that belong to its running turn though they name none. */
const threadWide: ReadonlySet<string> = new Set(["thread/status/changed", "warning"]);

/** Brings each notification to the turn it belongs to, and knows which threads are busy. */
export class TurnRouter {
  readonly #threads = new Map<string, ThreadRoute>();

  /** Throws a `TurnInProgressError` when the thread has a running turn, whoever started it. */
  reserve(threadId: string): Reservation {
    const route = this.#routeOf(threadId);
    if (route.reserved || route.running !== undefined) throw new TurnInProgressError(threadId);
    route.reserved = true;
    return {
      attach: (sink) => {
        route.sink = sink;
        const early = route.early;
        route.early = [];
        for (const { notification, size } of early) this.route(notification, size);
      },
      release: () => {
        route.reserved = false;
        route.sink = undefined;
        route.early = [];
        this.#forgetIdle(threadId, route);
      },
    };
  }

  route(notification: wire.ServerNotification, size: number): void {
    const { threadId, turnId } = addressOf(notification);
    if (threadId === undefined) return;
    const route =
      notification.method === "turn/started"
        ? this.#routeOf(threadId)
        : this.#threads.get(threadId);
    if (!route) return;

    if (turnId === undefined) this.#routeThreadWide(route, notification, size);
    else this.#routeTurn(route, turnId, notification, size);
    if (hasEnded(notification)) route.running = undefined;
    this.#forgetIdle(threadId, route);
  }

  /** Ends every turn: the connection is gone. */
  fail(reason: Error): void {
    const routes = [...this.#threads.values()];
    this.#threads.clear();
    for (const route of routes) route.sink?.fail(reason);
  }

  #routeTurn(
    route: ThreadRoute,
    turnId: string,
    notification: wire.ServerNotification,
    size: number,
  ): void {
    if (notification.method === "turn/started") route.running = turnId;
    if (notification.method === "turn/completed") route.running = undefined;
    const { sink } = route;
    if (sink && (sink.turnId === turnId || rootOf(notification) === sink.turnId)) {
      sink.push(notification, size);
      if (notification.method === "turn/completed") {
        route.sink = undefined;
        route.reserved = false;
      }
    } else if (route.reserved && !sink) route.early.push({ notification, size });
  }

  #routeThreadWide(route: ThreadRoute, notification: wire.ServerNotification, size: number): void {
    if (!threadWide.has(notification.method)) return;
    if (route.sink) route.sink.push(notification, size);
    else if (route.reserved) route.early.push({ notification, size });
  }

  #routeOf(threadId: string): ThreadRoute {
    let route = this.#threads.get(threadId);
    if (!route) {
      route = { reserved: false, sink: undefined, running: undefined, early: [] };
      this.#threads.set(threadId, route);
    }
    return route;
  }

  #forgetIdle(threadId: string, route: ThreadRoute): void {
    if (!route.reserved && route.running === undefined) this.#threads.delete(threadId);
  }
}

interface AddressedParams {
  threadId?: unknown;
  turnId?: unknown;
  turn?: { id?: unknown; rootTurnId?: unknown };
}

function addressOf(notification: wire.ServerNotification): {
  threadId: string | undefined;
  turnId: string | undefined;
} {
  const params = (notification.params ?? {}) as AddressedParams;
  return {
    threadId: asString(params.threadId),
    turnId: asString(params.turnId ?? params.turn?.id),
  };
}

/** A review's turn starts under an id of its own and names the review's id as its root. */
function rootOf(notification: wire.ServerNotification): string | undefined {
  return asString((notification.params as AddressedParams).turn?.rootTurnId);
}

/** Whether the thread can have no running turn any more, whatever happened to `turn/completed`. */
function hasEnded(notification: wire.ServerNotification): boolean {
  if (notification.method === "thread/closed" || notification.method === "thread/deleted")
    return true;
  return (
    notification.method === "thread/status/changed" && notification.params.status.type !== "active"
  );
}

function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
