import { settlesWithin } from "../async/settles-within.js";
import { ProtocolError } from "../errors/index.js";
import { saysNoActiveTurn, sendForTurn, type TurnIds } from "./turn-ids.js";
import type { TurnServer } from "./turn-server.js";

/** A turn that is to be ended at the server. */
export interface EndableTurn extends TurnIds {
  readonly threadId: string;
  /** Whether somebody waits for its result, who is to hear of a refused interrupt. */
  readonly isWanted: boolean;
  readonly isOver: boolean;
  /** Resolves when the turn is over, or is known by another id than now. */
  readonly changed: Promise<void>;
  /**
   * The id under which it can be interrupted now. Without a name it is "", which interrupts
   * whatever runs; undefined where that might be another turn.
   */
  interruptId(): Promise<string | undefined>;
  /** For a turn that consists of many, as a goal does: keeps the next one from starting. */
  pause?(): Promise<unknown> | undefined;
}

/** How long to wait before the server is asked again; it answers an interrupt that met no turn. */
const firstPauseMs = 50;
const longestPauseMs = 1_000;

/**
 * Interrupts a turn until it is over. The server's answer proves nothing: it may say `{}` where
 * nothing ran yet. Rejects with a `ProtocolError` when the turn is not over within `requestMs`.
 * When the server refuses the interrupt, for another reason than that nothing runs, that is thrown
 * for a turn that is wanted, else the interrupt is sent again.
 */
export async function endTurn(turn: EndableTurn, server: TurnServer): Promise<void> {
  const { requestMs } = server;
  const deadline = requestMs > 0 ? performance.now() + requestMs : Number.POSITIVE_INFINITY;
  let isPaused = turn.pause === undefined;
  let cause: unknown;
  const ask = async (): Promise<boolean> => {
    if (!isPaused) await turn.pause?.();
    isPaused = true;
    return interrupt(turn, server);
  };
  for (let pauseMs = firstPauseMs; !turn.isOver; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { changed } = turn;
    const isAccepted = await ask().catch((error: unknown) => {
      if (turn.isWanted) throw error;
      cause = error;
      return false;
    });
    const leftMs = deadline - performance.now();
    if (turn.isOver || leftMs <= 0) break;
    await settlesWithin(changed, Math.min(isAccepted ? longestPauseMs : pauseMs, leftMs));
  }
  if (turn.isOver) return;
  throw new ProtocolError(
    `The server did not end turn ${turn.id ?? "(not named)"} of thread ${turn.threadId} within ${requestMs} ms of its interrupt.`,
    { cause },
  );
}

/** Whether the server has taken an interrupt that names the turn. */
async function interrupt(turn: EndableTurn, server: TurnServer): Promise<boolean> {
  const id = await turn.interruptId();
  if (id === undefined) return false;
  const { threadId } = turn;
  try {
    await sendForTurn(turn, id, (turnId) => server.request("turn/interrupt", { threadId, turnId }));
    return id !== "";
  } catch (error) {
    if (!turn.isOver && !saysNoActiveTurn(error)) throw error;
    return false;
  }
}
