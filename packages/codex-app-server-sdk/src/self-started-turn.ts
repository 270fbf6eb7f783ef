import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnAddress, TurnSink } from "./client/turn-router.js";
import type { RunningTurn } from "./running-turn.js";
import { withResolvers } from "./with-resolvers.js";

/** What stands between the server's notifications and the turn that they belong to. */
export interface TurnFeed {
  /** Passes a notification on to the turn, as it is, changed, or not at all. */
  push(turn: RunningTurn, notification: wire.ServerNotification, size: number): void;
}

/**
 * Waits for a turn that the server starts by itself, after a request whose answer names none.
 * The reservation of the thread makes sure that the next turn is the one.
 */
export class SelfStartedTurn implements TurnSink {
  readonly #create: (turnId: string) => RunningTurn;
  readonly #feed: TurnFeed;
  readonly #started = withResolvers<RunningTurn>();
  #turn: RunningTurn | undefined;
  /** What arrived before the turn: a status, a warning. */
  #early: { notification: wire.ServerNotification; size: number }[] = [];

  constructor(create: (turnId: string) => RunningTurn, feed: TurnFeed) {
    this.#create = create;
    this.#feed = feed;
    this.#started.promise.catch(() => {}); // whoever waits for the turn is told
  }

  /** Resolves with the turn once it has started. */
  get started(): Promise<RunningTurn> {
    return this.#started.promise;
  }

  owns({ method, turnId }: TurnAddress): boolean {
    return turnId !== undefined || threadWide.has(method);
  }

  push(notification: wire.ServerNotification, size: number): void {
    if (!this.#turn && notification.method === "turn/started") {
      this.#turn = this.#create(notification.params.turn.id);
      for (const early of this.#early) this.#feed.push(this.#turn, early.notification, early.size);
      this.#early = [];
      this.#started.resolve(this.#turn);
    }
    if (this.#turn) this.#feed.push(this.#turn, notification, size);
    else this.#early.push({ notification, size });
  }

  fail(reason: Error): void {
    this.#started.reject(reason);
    this.#turn?.fail(reason);
  }
}

const threadWide: ReadonlySet<string> = new Set([
  "thread/status/changed",
  "warning",
  "thread/goal/updated",
  "thread/goal/cleared",
]);

/** For one turn: everything that it owns, as it is. */
export const plainFeed: TurnFeed = {
  push(turn, notification, size) {
    const { turnId, turn: named } = (notification.params ?? {}) as {
      turnId?: string;
      turn?: { id?: string };
    };
    const address = {
      method: notification.method,
      turnId: turnId ?? named?.id,
      rootTurnId: undefined,
    };
    if (turn.owns(address)) turn.push(notification, size);
  },
};
