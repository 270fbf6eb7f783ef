import type * as wire from "codex-app-server-sdk/protocol";
import type { RunningTurn } from "./running-turn.js";
import type { TurnFeed } from "./self-started-turn.js";

/** What is known about a goal, whose many turns are shown as one. */
interface Goal {
  /**
   * Final statuses count only after the goal was active; before that they belong to an older goal.
   */
  status: "unknown" | "active" | "over";
  first: wire.Turn | undefined;
  last: wire.Turn | undefined;
  /** Whether one of its turns is running. */
  isRunning: boolean;
  /** Whether a client paused or cleared it, as opposed to the model during a turn. */
  isGivenUp: boolean;
  durationMs: number;
}

/**
 * How long a goal counts as running after a client paused it: a turn that the server had already
 * decided on starts within milliseconds of the pause (measured).
 */
const latecomerMs = 250;

/**
 * Shows a goal as one turn with the id of its first turn. The starts and ends of the turns within
 * it and the notifications about the goal are left out. One `turn/completed` ends it, when the goal
 * is over or one of its turns did not complete. A goal that a client paused between two completed
 * turns counts as interrupted.
 */
export function createGoalFeed(): TurnFeed {
  const goal: Goal = {
    status: "unknown",
    first: undefined,
    last: undefined,
    isRunning: false,
    isGivenUp: false,
    durationMs: 0,
  };
  let ending: NodeJS.Timeout | undefined;
  return {
    push(turn, notification, size): void {
      const shown = show(goal, turn, notification);
      if (goal.isRunning) clearTimeout(ending);
      if (shown?.method === "turn/completed" && mayGoOn(goal)) {
        clearTimeout(ending);
        ending = setTimeout(() => turn.push(shown, size), latecomerMs);
      } else if (shown) {
        turn.push(shown, size);
      }
    },
  };
}

function show(
  goal: Goal,
  turn: RunningTurn,
  notification: wire.ServerNotification,
): wire.ServerNotification | undefined {
  switch (notification.method) {
    case "turn/started":
      return turnStarted(goal, turn, notification);
    case "turn/completed":
      goal.isRunning = false;
      goal.last = notification.params.turn;
      goal.durationMs += notification.params.turn.durationMs ?? 0;
      return completed(goal, turn);
    case "thread/goal/updated":
      return goalUpdated(goal, turn, notification.params);
    case "thread/goal/cleared":
      if (goal.status === "active") goal.isGivenUp = true;
      return statusChanged(goal, turn, "cleared");
    default:
      return underId(turn.turnId, notification);
  }
}

/** Whether the last turn completed, so that the server may have decided on another one. */
function mayGoOn({ isGivenUp, last }: Goal): boolean {
  return isGivenUp && last?.status === "completed";
}

function turnStarted(
  goal: Goal,
  turn: RunningTurn,
  notification: wire.ServerNotification & { method: "turn/started" },
): wire.ServerNotification | undefined {
  goal.isRunning = true;
  goal.status = goal.status === "unknown" ? "active" : goal.status;
  turn.follow(notification.params.turn.id);
  if (goal.first) return undefined;
  goal.first = notification.params.turn;
  return notification;
}

function goalUpdated(
  goal: Goal,
  turn: RunningTurn,
  { goal: { status }, turnId }: wire.ThreadGoalUpdatedNotification,
): wire.ServerNotification | undefined {
  goal.isGivenUp = status === "paused" && typeof turnId !== "string";
  return statusChanged(goal, turn, status);
}

function statusChanged(
  goal: Goal,
  turn: RunningTurn,
  status: string,
): wire.ServerNotification | undefined {
  if (status === "active") {
    goal.status = "active";
  } else if (goal.status === "active") {
    goal.status = "over";
  }
  return completed(goal, turn);
}

/**
 * Makes the `turn/completed` of the whole goal once it is over; never while one of its turns runs.
 */
function completed(goal: Goal, turn: RunningTurn): wire.ServerNotification | undefined {
  const { last, first } = goal;
  if (goal.isRunning || !last || !first) return undefined;
  if (goal.status !== "over" && last.status === "completed") return undefined;
  const whole: wire.Turn = {
    ...last,
    id: turn.turnId,
    rootTurnId: first.rootTurnId,
    status: mayGoOn(goal) ? "interrupted" : last.status,
    startedAt: first.startedAt,
    durationMs: goal.durationMs,
  };
  return { method: "turn/completed", params: { threadId: turn.threadId, turn: whole } };
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
