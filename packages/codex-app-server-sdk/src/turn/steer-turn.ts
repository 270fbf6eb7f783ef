import type * as wire from "codex-app-server-sdk/protocol";
import { saysNoActiveTurn, sendForTurn, type TurnIds } from "./turn-ids.js";
import type { TurnServer } from "./turn-server.js";

/** A turn that can be given further input. */
export interface SteerableTurn extends TurnIds {
  readonly threadId: string;
  readonly isOver: boolean;
  /** Whether it consists of many turns of the server. */
  readonly isSeries: boolean;
  /** Resolves when the turn is over, or is known by another id than now. */
  readonly changed: Promise<void>;
}

/** Gives a running turn further input. Rejects with the server's error when it has ended. */
export async function steerTurn(
  turn: SteerableTurn,
  input: wire.UserInput[],
  server: TurnServer,
): Promise<void> {
  const { changed, threadId } = turn;
  try {
    await sendForTurn(turn, turn.id ?? "", (expectedTurnId) =>
      server.request("turn/steer", { threadId, expectedTurnId, input }),
    );
  } catch (error) {
    // A goal is between two of its turns: the next one takes the input.
    if (!turn.isSeries || turn.isOver || !saysNoActiveTurn(error)) throw error;
    await changed;
    if (turn.isOver) throw error;
    await steerTurn(turn, input, server);
  }
}
