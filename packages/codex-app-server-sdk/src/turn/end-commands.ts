import { describeError } from "../errors/error-text.js";
import type { OpenCommand } from "../records/open-items.js";
import type { ThreadRecords } from "../records/thread-records.js";
import type { TurnRecord } from "../records/turn-record.js";
import type { TurnServer } from "./turn-server.js";

interface CommandPlace {
  readonly server: TurnServer;
  readonly records: ThreadRecords;
}

/** More than a server runs for one thread. */
const maxListed = 1_000;

/** Ends the commands that a turn has left running. Never rejects; what goes on is logged. */
export async function endCommands(turn: TurnRecord, place: CommandPlace): Promise<void> {
  const { server } = place;
  const commands = turn.items.commands();
  if (commands.length === 0) return;
  if (!server.experimentalApi) {
    server.logger.info(`Commands of turn ${turn.turnId} go on: ending them needs experimentalApi.`);
    return;
  }
  try {
    const processIds = await processesOf(turn, commands, place);
    const ending = processIds.map((processId) => terminate(turn.threadId, processId, server));
    await Promise.all(ending);
  } catch (error) {
    server.logger.warn(`Commands of turn ${turn.turnId} may still run: ${describeError(error)}`);
  }
}

async function terminate(threadId: string, processId: string, server: TurnServer): Promise<void> {
  await server.request("thread/backgroundTerminals/terminate", { threadId, processId });
}

/** Only a list of the server tells the process of a command that had to be approved. */
async function processesOf(
  turn: TurnRecord,
  commands: readonly OpenCommand[],
  place: CommandPlace,
): Promise<string[]> {
  const known = commands.flatMap(({ processId }) => processId ?? []);
  const unknown = commands.filter((command) => command.processId === undefined);
  const ids = new Set(unknown.map(({ itemId }) => itemId));
  for (const itemId of ids) {
    if (place.records.find(turn.threadId)?.turns.hasLeftCommand(itemId, turn)) {
      ids.delete(itemId);
      place.server.logger.warn(sameId(turn, itemId));
    }
  }
  return ids.size === 0 ? known : [...known, ...(await listed(turn.threadId, ids, place.server))];
}

async function listed(
  threadId: string,
  itemIds: ReadonlySet<string>,
  server: TurnServer,
): Promise<string[]> {
  const params = { threadId, limit: maxListed };
  const { data } = await server.request("thread/backgroundTerminals/list", params);
  return data.filter(({ itemId }) => itemIds.has(itemId)).map(({ processId }) => processId);
}

function sameId(turn: TurnRecord, itemId: string): string {
  return (
    `A command of turn ${turn.turnId} may still run: an earlier turn has left one running under ` +
    `the same id (${itemId}), and the two can't be told apart.`
  );
}
