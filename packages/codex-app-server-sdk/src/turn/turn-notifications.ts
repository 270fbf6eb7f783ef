import type * as wire from "codex-app-server-sdk/protocol";
import type { Address } from "../records/address.js";
import { letsGo } from "../records/lets-go.js";

/** What concerns a thread as a whole and is told to its turn all the same. */
const ofEveryTurn: ReadonlySet<string> = new Set([
  "thread/status/changed",
  "thread/closed",
  "thread/deleted",
  "thread/archived",
  "warning",
]);

/** What is told of a thread's goal. */
const ofGoals: ReadonlySet<string> = new Set(["thread/goal/updated", "thread/goal/cleared"]);

/** Whether a notification of the thread belongs to its turn. */
export function isForTurn(
  { method, turnId }: Address,
  turn: { isSame(turnId: string): boolean; readonly isSeries: boolean },
): boolean {
  if (turnId !== undefined) return turn.isSame(turnId);
  return ofEveryTurn.has(method) || (turn.isSeries && ofGoals.has(method));
}

/** Whether a notification shows that a turn moves on: an item, or a part of one. */
export function isProgress(method: string): boolean {
  return method.startsWith("item/");
}

/** Whether no turn can run any more, because the server has let go of the thread. */
export function endsThread({ method, params }: wire.ServerNotification): boolean {
  if (method === "thread/status/changed") return params.status?.type === "notLoaded";
  return letsGo(method);
}
