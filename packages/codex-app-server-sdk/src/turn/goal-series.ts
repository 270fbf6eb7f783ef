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
 * one of its turns failed. A turn that somebody interrupts does not end a goal that is still
 * active: the server goes on with the next one. A goal that a client paused between two turns, all
 * of which completed, was interrupted all the same.
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
  /** Whether no turn of it ran at that moment. */
  #wasBetweenTurns = false;
  #durationMs = 0;
  #ending: NodeJS.Timeout | undefined;

  constructor(pause: TurnSeries["pause"]) {
    this.pause = pause;
  }

  get mayGoOn(): boolean {
    return this.#status !== "over";
  }

  push(notification: wire.ServerNotification, turn: ShownTurn, show: Show): void {
    const shown = this.#shown(notification, turn);
    if (this.#isRunning) clearTimeout(this.#ending);
    if (shown?.method === "turn/completed" && this.#mayBeFollowed()) {
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
        if (this.#status === "active") this.#giveUp();
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
    this.#isGivenUp = false;
    if (status === "paused" && typeof turnId !== "string") this.#giveUp();
    return this.#statusChanged(turn, status);
  }

  #giveUp(): void {
    this.#isGivenUp = true;
    this.#wasBetweenTurns = !this.#isRunning;
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
    if (this.#status !== "over" && last.status !== "failed") return undefined;
    const whole: wire.Turn = {
      ...last,
      id,
      rootTurnId: first.rootTurnId,
      status: this.#mayBeFollowed() ? "interrupted" : last.status,
      startedAt: first.startedAt,
      durationMs: this.#durationMs,
    };
    return { method: "turn/completed", params: { threadId, turn: whole } };
  }

  /** Whether the last turn ended before that, so that another may have been decided on. */
  #mayBeFollowed(): boolean {
    return this.#isGivenUp && (this.#wasBetweenTurns || this.#last?.status === "completed");
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
