import type { TurnPlace } from "./turn-server.js";

interface UnnamedTurn {
  readonly isSeries: boolean;
}

/** Whether what runs on the thread, or starts there, may be others': a client's, or a goal's. */
export function mayBeOthers({ record, server }: TurnPlace, { isSeries }: UnnamedTurn): boolean {
  return server.isShared || (record.hasActiveGoal && !isSeries);
}

/**
 * Whether nothing but this turn, which has no name yet, can be what an interrupt without a name
 * would hit: no other client's turn, no queued one, no goal's.
 */
export async function isAlone(place: TurnPlace, turn: UnnamedTurn): Promise<boolean> {
  const { record, server } = place;
  if (record.turns.running || mayBeOthers(place, turn)) return false;
  if (!record.hasQueue) return true;
  try {
    const { data } = await server.request("thread/queue/list", { threadId: record.id });
    return data.length === 0;
  } catch {
    return false; // What can't be known is taken as it would be worse.
  }
}
