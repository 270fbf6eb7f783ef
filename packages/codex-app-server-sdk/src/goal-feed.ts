import type * as wire from "codex-app-server-sdk/protocol";
import type { RunningTurn } from "./running-turn.js";
import type { TurnFeed } from "./self-started-turn.js";

/** What is known of a goal, whose many turns are shown as one. */
interface Goal {
  /** Terminal statuses count only once the goal was active: before, they are an older goal's. */
  status: "unknown" | "active" | "over";
  first: wire.Turn | undefined;
  last: wire.Turn | undefined;
  /** Whether one of its turns runs. */
  isRunning: boolean;
  durationMs: number;
}

/**
 * Shows a goal as one turn under the id of its first: the turns within it neither start nor end,
 * what is said of the goal is left out, and one `turn/completed` ends it, when the goal is over
 * or one of its turns did not complete.
 */
export function createGoalFeed(): TurnFeed {
  const goal: Goal = {
    status: "unknown",
    first: undefined,
    last: undefined,
    isRunning: false,
    durationMs: 0,
  };
  return {
    push(turn, notification, size) {
      const shown = show(goal, turn, notification);
      if (shown) turn.push(shown, size);
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
      return statusChanged(goal, turn, notification.params.goal.status);
    case "thread/goal/cleared":
      return statusChanged(goal, turn, "cleared");
    default:
      return underId(turn.turnId, notification);
  }
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

function statusChanged(
  goal: Goal,
  turn: RunningTurn,
  status: string,
): wire.ServerNotification | undefined {
  if (status === "active") goal.status = "active";
  else if (goal.status === "active") goal.status = "over";
  return completed(goal, turn);
}

/** The end of the whole, once it has come: never while one of its turns runs. */
function completed(goal: Goal, turn: RunningTurn): wire.ServerNotification | undefined {
  const { last, first } = goal;
  if (goal.isRunning || !last || !first) return undefined;
  if (goal.status !== "over" && last.status === "completed") return undefined;
  const whole = {
    ...last,
    id: turn.turnId,
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
