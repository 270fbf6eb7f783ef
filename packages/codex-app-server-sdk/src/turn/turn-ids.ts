import { InvalidRequestError } from "../errors/index.js";
import { wordsOf } from "../rpc/rpc-error.js";

/** Under which ids the server knows a turn. */
export interface TurnIds {
  /** The id under which it runs now, or else the one that its request was answered with. */
  readonly id: string | undefined;
  /** Whether a turn of this id is the same turn; of a goal, any is. */
  isSame(turnId: string): boolean;
}

/**
 * Sends a request that names the running turn. The server knows a review by one id for this request
 * and by another for that, and of a goal the next turn may have started meanwhile; it then says
 * which one it expects, and the request is sent once more for that one.
 */
export async function sendForTurn(
  turn: TurnIds,
  turnId: string,
  send: (turnId: string) => Promise<unknown>,
): Promise<void> {
  try {
    await send(turnId);
  } catch (error) {
    const found = foundTurnId(error);
    if (found === undefined || !turn.isSame(found)) throw error;
    await send(found);
  }
}

/** Whether the server refused a request because the thread has no turn that runs. */
export function saysNoActiveTurn(error: unknown): boolean {
  return error instanceof InvalidRequestError && wordsOf(error).includes("no active turn");
}

/** The turn that the server says is the running one, where it refused a request for another. */
function foundTurnId(error: unknown): string | undefined {
  if (!(error instanceof InvalidRequestError)) return undefined;
  return /expected active turn id `?[\w-]*`? but found `?([\w-]+)/.exec(wordsOf(error))?.[1];
}
