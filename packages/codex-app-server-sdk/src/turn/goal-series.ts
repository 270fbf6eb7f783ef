import type * as wire from "codex-app-server-sdk/protocol";
import { startTimer } from "../async/start-timer.js";
import type { TurnSeries } from "./turn-series.js";

type Show = (notification: wire.ServerNotification) => void;

interface ShownTurn {
  readonly id: string;
  readonly threadId: string;
}

/**
 * A turn that the server decided on before a client paused the goal starts within milliseconds of
 * the pause (measured); until then the goal counts as running.
 */
const latecomerMs = 250;

/**
 * Shows a goal as one turn under the id of its first: the turns within it neither start nor end,
 * what is said of the goal is left out, and one `turn/completed` ends it, when the goal is over or
 * one of its turns did not complete. A goal that a client paused between two turns, all of which
 * completed, was interrupted all the same.
 */
export class GoalSeries implements TurnSeries {
  readonly pause: TurnSeries["pause"];
  /** Terminal statuses count only once the goal was active: before, they are an older goal's. */
  #status: "unknown" | "active" | "over" = "unknown";
  #first: wire.Turn | undefined;
  #last: wire.Turn | undefined;
  /** Whether one of its turns runs. */
  #isRunning = false;
  /** Whether a client paused or cleared it, and not the model within a turn. */
  #isGivenUp = false;
  #durationMs = 0;
  #ending: NodeJS.Timeout | undefined;

  constructor(pause: TurnSeries["pause"]) {
    this.pause = pause;
  }

  push(notification: wire.ServerNotification, turn: ShownTurn, show: Show): void {
    const shown = this.#shown(notification, turn);
    if (this.#isRunning) clearTimeout(this.#ending);
    if (shown?.method === "turn/completed" && this.#mayGoOn()) {
      clearTimeout(this.#ending);
      this.#ending = startTimer(() => show(shown), latecomerMs);
    } else if (shown) {
      show(shown);
    }
  }

  #shown(
    notification: wire.ServerNotification,
    turn: ShownTurn,
  ): wire.ServerNotification | undefined {
    switch (notification.method) {
      case "turn/started":
        return this.#turnStarted(notification);
      case "turn/completed":
        this.#isRunning = false;
        this.#last = notification.params.turn;
        this.#durationMs += notification.params.turn.durationMs ?? 0;
        return this.#completed(turn);
      case "thread/goal/updated":
        return this.#goalUpdated(turn, notification.params);
      case "thread/goal/cleared":
        if (this.#status === "active") this.#isGivenUp = true;
        return this.#statusChanged(turn, "cleared");
      default:
        return underId(turn.id, notification);
    }
  }

  #turnStarted(
    notification: wire.ServerNotification & { method: "turn/started" },
  ): wire.ServerNotification | undefined {
    this.#isRunning = true;
    if (this.#status === "unknown") this.#status = "active";
    if (this.#first) return undefined;
    this.#first = notification.params.turn;
    return notification;
  }

  #goalUpdated(
    turn: ShownTurn,
    { goal: { status }, turnId }: wire.ThreadGoalUpdatedNotification,
  ): wire.ServerNotification | undefined {
    this.#isGivenUp = status === "paused" && typeof turnId !== "string";
    return this.#statusChanged(turn, status);
  }

  #statusChanged(turn: ShownTurn, status: string): wire.ServerNotification | undefined {
    if (status === "active") this.#status = "active";
    else if (this.#status === "active") this.#status = "over";
    return this.#completed(turn);
  }

  /** The end of the whole, once it has come: never while one of its turns runs. */
  #completed({ id, threadId }: ShownTurn): wire.ServerNotification | undefined {
    const last = this.#last;
    const first = this.#first;
    if (this.#isRunning || !last || !first) return undefined;
    if (this.#status !== "over" && last.status === "completed") return undefined;
    const whole: wire.Turn = {
      ...last,
      id,
      rootTurnId: first.rootTurnId,
      status: this.#mayGoOn() ? "interrupted" : last.status,
      startedAt: first.startedAt,
      durationMs: this.#durationMs,
    };
    return { method: "turn/completed", params: { threadId, turn: whole } };
  }

  /** Whether the last turn ran to its end, so that the server may have decided on another. */
  #mayGoOn(): boolean {
    return this.#isGivenUp && this.#last?.status === "completed";
  }
}

function underId(turnId: string, notification: wire.ServerNotification): wire.ServerNotification {
  if (typeof (notification.params as { turnId?: unknown } | undefined)?.turnId !== "string") {
    return notification;
  }
  return {
    ...notification,
    params: { ...(notification.params as object), turnId },
  } as wire.ServerNotification;
}
