import { describeError } from "../errors/error-text.js";
import type { InterruptOptions } from "../options/turn-options.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { ThreadRecords } from "../records/thread-records.js";
import { TurnRecord } from "../records/turn-record.js";
import { endCommands } from "./end-commands.js";
import { type EndableTurn, endTurn } from "./end-turn.js";
import type { TurnServer } from "./turn-server.js";

interface EndPlace {
  readonly server: TurnServer;
  readonly records: ThreadRecords;
}

/**
 * Ends what a turn has begun and nothing else: the commands of its own items, and the turns of the
 * sub-agents that it set to work. The server leaves both running when the turn is interrupted.
 * Never rejects; what could not be ended is logged.
 */
export async function endBegunWork(
  turn: TurnRecord,
  { commands = "stop", agents = "stop" }: InterruptOptions,
  place: EndPlace,
): Promise<void> {
  await Promise.all([
    commands === "stop" ? endCommands(turn, place) : undefined,
    agents === "stop" ? endAgents(turn, place) : undefined,
  ]);
}

async function endAgents(turn: TurnRecord, place: EndPlace): Promise<void> {
  const ending: Promise<void>[] = [];
  place.records.endAgentsOf(turn, (agent) => ending.push(endRecordedTurn(agent, place)));
  await Promise.all(ending);
}

/**
 * Ends a turn that no caller waits for, a sub-agent's say, and what it has begun. Never rejects;
 * what could not be ended is logged.
 */
export async function endRecordedTurn(turn: TurnRecord, place: EndPlace): Promise<void> {
  const agents = endAgents(turn, place);
  try {
    await endTurn(endable(turn), place.server);
  } catch (error) {
    place.server.logger.warn(
      `A turn of thread ${turn.threadId} may go on: ${describeError(error)}`,
    );
  }
  place.records.over(turn);
  await Promise.all([agents, endCommands(turn, place)]);
}

/** Ends a turn that is named only after it was given up as lost. It holds its thread until then. */
export function endLate(turnId: string, place: EndPlace & { record: ThreadRecord }): void {
  const turn = new TurnRecord(place.record.id, turnId);
  place.record.turns.begin(turn);
  void endRecordedTurn(turn, place);
}

/** A turn that was given up before the server has begun it is ended if it does so after all. */
export function endWhenBegun(turn: TurnRecord, place: EndPlace): void {
  if (turn.activeId !== undefined) return;
  place.records.endLater(turn.turnId, (begun) => void endRecordedTurn(begun, place));
}

function endable(turn: TurnRecord): EndableTurn {
  return {
    threadId: turn.threadId,
    isWanted: false,
    changed: turn.over,
    get id(): string {
      return turn.activeId ?? turn.turnId;
    },
    get isOver(): boolean {
      return turn.isOver;
    },
    isSame: (turnId) => turn.names(turnId),
    interruptId: async () => turn.activeId ?? turn.turnId,
  };
}
