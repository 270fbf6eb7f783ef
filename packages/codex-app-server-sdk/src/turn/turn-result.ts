import type * as wire from "codex-app-server-sdk/protocol";

/** What a turn produced. */
export interface TurnResult<Output = undefined> {
  /** The turn as the server completed it, with `items` filled in. */
  turn: wire.Turn;
  /** Every completed item, in the order of completion; the same array as `turn.items`. */
  items: wire.ThreadItem[];
  /**
   * Text of the last agent message that is marked as final answer, else of the last unmarked one;
   * null when there is neither.
   */
  finalResponse: string | null;
  /**
   * Token usage of the thread, as last reported during this turn; null when it was not reported.
   */
  usage: wire.ThreadTokenUsage | null;
  /** The validated value when the turn was run with an output schema, else undefined. */
  output: Output;
}
