import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnAgent } from "./turn-agents.js";

/** What a turn produced. */
export interface TurnResult<Output = undefined> {
  /** The turn as the server completed it, with `items` filled in. */
  turn: wire.Turn;
  /** Every completed item, in the order of completion; the same array as `turn.items`. */
  items: wire.ThreadItem[];
  /**
   * What the agent answered: the last non-empty text that is marked as final answer, else the last
   * one without a mark, else the text of the last plan, else, in a completed turn only, the last
   * comment; null when there is none of these.
   */
  finalResponse: string | null;
  /**
   * Token usage of the thread, as last reported during this turn; null when it was not reported.
   */
  usage: wire.ThreadTokenUsage | null;
  /**
   * Token usage of this turn alone: all its requests to the model, without its sub-agents'. Null
   * when it was not reported, and for a turn whose beginning this client has missed.
   */
  turnUsage: wire.TokenUsageBreakdown | null;
  /**
   * The sub-agents that this turn has set to work, and theirs, in the order in which they began.
   * One that still works when the turn ends goes on, and is shown as it was then.
   */
  agents: TurnAgent[];
  /** The validated value when the turn was run with an output schema, else undefined. */
  output: Output;
}
