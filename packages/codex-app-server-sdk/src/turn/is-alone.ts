import type { TurnPlace } from "./turn-server.js";

/**
 * Whether nothing but this turn, which has no name yet, can be what an interrupt without a name
 * would hit: no other client's turn, no queued one, no goal's.
 */
export async function isAlone(
  { record, server }: TurnPlace,
  { isSeries }: { isSeries: boolean },
): Promise<boolean> {
  const isGoalOfOthers = record.hasActiveGoal && !isSeries;
  if (server.isShared || record.turn || isGoalOfOthers) return false;
  if (!record.hasQueue) return true;
  try {
    const { data } = await server.request("thread/queue/list", { threadId: record.id });
    return data.length === 0;
  } catch {
    return false; // What can't be known is taken as it would be worse.
  }
}
