import type * as wire from "codex-app-server-sdk/protocol";
import { PageEntries } from "../async/page-entries.js";
import { describeError } from "../errors/error-text.js";
import type { TurnTimeouts } from "../options/turn-options.js";
import type { TurnRecord } from "../records/turn-record.js";
import { agentsIn } from "../results/turn-agents.js";
import { turnResult } from "../results/turn-collector.js";
import type { TurnResult } from "../results/turn-result.js";
import { LiveTurn } from "./live-turn.js";
import type { TurnPlace } from "./turn-server.js";
import { noTimeouts } from "./turn-timers.js";

/** How many items are read at once. */
const pageSize = 100;

/**
 * Follows a turn that runs already and that this client did not start. Its beginning was missed, so
 * that its result is read when it is over.
 */
export function findTurn(
  place: TurnPlace,
  record: TurnRecord,
  timeouts: TurnTimeouts | undefined,
): LiveTurn {
  const turn: LiveTurn = new LiveTurn({
    place,
    timeouts: timeouts ? { ...noTimeouts, ...timeouts } : noTimeouts,
    keepsNotifications: false,
    readResult: (completed) => readResult(place, completed, turn),
  });
  place.record.turns.watchers.add(turn);
  turn.named(record.turnId);
  return turn;
}

/** The turn with all its items; with those that were seen where the server can't list them. */
async function readResult(
  { server, record }: TurnPlace,
  completed: wire.Turn,
  turn: LiveTurn,
): Promise<TurnResult> {
  const seen = turn.output.result(completed);
  try {
    const items = await readItems(server, record.id, completed.id);
    return turnResult(completed, items, {
      ...seen,
      agents: agentsIn(items, record.id, seen.agents),
    });
  } catch (error) {
    server.logger.warn(
      `The items of turn ${completed.id} could not be read: ${describeError(error)}`,
    );
    return seen;
  }
}

async function readItems(
  server: TurnPlace["server"],
  threadId: string,
  turnId: string,
): Promise<wire.ThreadItem[]> {
  const items: wire.ThreadItem[] = [];
  const entries = new PageEntries((cursor) =>
    server.request("thread/items/list", { threadId, turnId, cursor, limit: pageSize }),
  );
  for await (const { item } of entries) items.push(item);
  return items;
}
