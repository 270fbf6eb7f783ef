import { describeError } from "../errors/error-text.js";
import { LiveTurn } from "../turn/live-turn.js";
import type { TurnPlace } from "../turn/turn-server.js";

/**
 * Another client has taken the thread over. What this one would do with it now is in no
 * conversation that goes on, and may be done twice: its turn is ended, and it begins no other.
 */
export async function fenceThread(
  threadId: string,
  error: Error,
  { records, server }: Pick<TurnPlace, "records" | "server">,
): Promise<void> {
  server.logger.warn(error.message);
  const record = records.of(threadId);
  record.fenced = error;
  const { holder, running } = record.turns;
  if (holder instanceof LiveTurn) {
    holder.giveUp(error);
  } else if (running && server.isConnected) {
    const turnId = running.activeId ?? running.turnId;
    await server.request("turn/interrupt", { threadId, turnId }).catch((reason: unknown) => {
      server.logger.debug(`The turn had ended already: ${describeError(reason)}`);
    });
  }
  records.keepOrForget(record);
}
