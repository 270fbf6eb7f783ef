import type * as wire from "codex-app-server-sdk/protocol";
import { describeError } from "../errors/error-text.js";
import type { ThreadRecord } from "../records/thread-record.js";
import { TurnRecord } from "../records/turn-record.js";
import type { TurnPlace } from "./turn-server.js";

/**
 * Looks up the turn of a thread that the server says is active: the answer to resume does not name
 * it, and its `turn/started` was missed.
 */
export async function findRunningTurn(
  { server, record }: Pick<TurnPlace, "server" | "record">,
  status: wire.ThreadStatus,
): Promise<void> {
  if (status.type !== "active" || record.turns.running) return;
  const params = { threadId: record.id, limit: 1, itemsView: "full" } as const;
  try {
    const { data } = await server.request("thread/turns/list", params);
    const [newest] = data;
    if (record.turns.running) return; // It has started meanwhile.
    if (newest?.status === "inProgress") found(record, newest);
    else record.turns.markIdle();
  } catch (error) {
    server.logger.warn(
      `The running turn of thread ${record.id} could not be read: ${describeError(error)}`,
    );
  }
}

function found(record: ThreadRecord, { id, rootTurnId, items }: wire.Turn): void {
  const turn = new TurnRecord(record.id, id);
  turn.started(id, rootTurnId ?? undefined);
  for (const item of items) {
    if (isOpen(item)) turn.items.started(item);
  }
  record.turns.begin(turn);
}

/** Of the items that may take long, those that have not come to an end. */
function isOpen(item: wire.ThreadItem): boolean {
  return (item as { status?: unknown }).status === "inProgress";
}
