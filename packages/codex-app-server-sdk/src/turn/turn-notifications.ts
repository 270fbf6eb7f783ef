import type { Address } from "../records/address.js";

/** What concerns a thread as a whole and is told to its turn all the same. */
const ofEveryTurn: ReadonlySet<string> = new Set([
  "thread/status/changed",
  "thread/closed",
  "thread/deleted",
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

/** Whether there is no thread any more on which a turn could run. */
export function endsThread(method: string): boolean {
  return method === "thread/closed" || method === "thread/deleted";
}
