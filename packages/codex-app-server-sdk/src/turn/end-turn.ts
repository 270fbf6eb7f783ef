import { settlesWithin } from "../async/settles-within.js";
import { ProtocolError, ThreadNotFoundError } from "../errors/index.js";
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
 * What an interrupt has led to. `heard`: it named the turn and was accepted. `unheard`: it may have
 * met no turn. `gone`: there is no such thread any more, and so no turn of it.
 */
type Met = "heard" | "unheard" | "gone";

/**
 * Interrupts a turn until it is over, or its thread is gone. The server's answer proves nothing: it
 * may say `{}` where nothing ran yet. Rejects with a `ProtocolError` when the turn is not over
 * within `requestMs`.
 * When the server refuses the interrupt, for another reason than that nothing runs, that is thrown
 * for a turn that is wanted, else the interrupt is sent again.
 */
export async function endTurn(turn: EndableTurn, server: TurnServer): Promise<void> {
  const { requestMs } = server;
  const deadline = requestMs > 0 ? performance.now() + requestMs : Number.POSITIVE_INFINITY;
  let cause: unknown;
  const ask = async (): Promise<Met> => {
    await turn.pause?.();
    return interrupt(turn, server);
  };
  for (let pauseMs = firstPauseMs; !turn.isOver; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const { changed } = turn;
    const met = await ask().catch((error: unknown): Met => {
      if (error instanceof ThreadNotFoundError) return "gone";
      if (turn.isWanted) throw error;
      cause = error;
      return "unheard";
    });
    if (met === "gone") return;
    const leftMs = deadline - performance.now();
    if (turn.isOver || leftMs <= 0) break;
    await settlesWithin(changed, Math.min(met === "heard" ? longestPauseMs : pauseMs, leftMs));
  }
  if (turn.isOver) return;
  throw new ProtocolError(
    `The server did not end turn ${turn.id ?? "(not named)"} of thread ${turn.threadId} within ${requestMs} ms of its interrupt.`,
    { cause },
  );
}

async function interrupt(turn: EndableTurn, server: TurnServer): Promise<Met> {
  const id = await turn.interruptId();
  if (id === undefined) return "unheard";
  const { threadId } = turn;
  try {
    await sendForTurn(turn, id, (turnId) => server.request("turn/interrupt", { threadId, turnId }));
    return id === "" ? "unheard" : "heard";
  } catch (error) {
    if (!turn.isOver && !saysNoActiveTurn(error)) throw error;
    return "unheard";
  }
}
