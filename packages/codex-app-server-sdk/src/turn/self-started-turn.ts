import type * as wire from "codex-app-server-sdk/protocol";
import { withResolvers } from "../async/with-resolvers.js";
import { EarlyNotifications } from "../notifications/early-notifications.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import type { TurnAddress, TurnSink } from "../notifications/turn-router.js";
import type { RunningTurn } from "./running-turn.js";

/** Decides which notifications a turn gets. */
export interface TurnFeed {
  /** Passes a notification on to the turn, unchanged or changed, or drops it. */
  push(turn: RunningTurn, notification: wire.ServerNotification, size: number): void;
}

export interface SelfStartedTurnOptions {
  /** Makes the turn, when the server has named it. */
  create(turnId: string): RunningTurn;
  feed: TurnFeed;
  /** The limits for what arrives before that. */
  limits: QueueLimits;
}

/**
 * Waits for a turn that the server starts by itself, after a request whose answer does not name it.
 * Because the thread is reserved, the next turn must be that one.
 */
export class SelfStartedTurn implements TurnSink {
  readonly #options: SelfStartedTurnOptions;
  readonly #started = withResolvers<RunningTurn>();
  #turn: RunningTurn | undefined;
  /** What arrived before the turn, such as a status or a warning. */
  readonly #early: EarlyNotifications;

  constructor(options: SelfStartedTurnOptions) {
    this.#options = options;
    this.#early = new EarlyNotifications(options.limits);
    // Avoids an unhandled rejection: the callers await this promise.
    this.#started.promise.catch(() => {});
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
      const turn = this.#options.create(notification.params.turn.id);
      this.#turn = turn;
      this.#early.handTo({
        push: (early, earlySize) => this.#options.feed.push(turn, early, earlySize),
        overflow: () => turn.overflow(),
      });
      this.#started.resolve(turn);
    }
    if (this.#turn) {
      this.#options.feed.push(this.#turn, notification, size);
    } else {
      this.#early.push(notification, size);
    }
  }

  overflow(): void {
    this.#turn?.overflow();
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

/** Passes everything that belongs to the turn on unchanged. */
export const plainFeed: TurnFeed = {
  push(turn, notification, size): void {
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
