import type * as wire from "codex-app-server-sdk/protocol";

/** What a finished turn left behind. */
export interface TurnResult<Output = undefined> {
  /** The turn as the server completed it, with `items` filled in. */
  turn: wire.Turn;
  /** Every item that was completed, in the order of completion; the same array as `turn.items`. */
  items: wire.ThreadItem[];
  /** Text of the last agent message marked as final answer, else of the last unmarked one. */
  finalResponse: string | null;
  /** Token usage of the thread as last reported during this turn. */
  usage: wire.ThreadTokenUsage | null;
  /** The validated value, when the turn was run with an output schema. */
  output: Output;
}
