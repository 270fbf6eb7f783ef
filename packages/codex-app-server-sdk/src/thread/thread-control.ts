import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../client/app-server-client.js";
import type { RunInput } from "../turn/inputs.js";
import type { TurnLife } from "../turn/start-turn.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import type { TurnTimeouts } from "../turn/turn-timers.js";
import type { Presets } from "./presets.js";

/** Options of one turn: the wire's own, the presets, and what belongs to the turn's life. */
export interface TurnOptions
  extends Omit<wire.TurnStartParams, "threadId" | "input">,
    Presets,
    TurnLife {}

/** Options of `thread.review()`: the wire's own, and what belongs to the turn's life. */
export interface ReviewOptions
  extends Omit<wire.ReviewStartParams, "threadId" | "target">,
    TurnLife {}

/** Options of `thread.read()`. */
export interface ReadOptions extends CallOptions {
  /** Whether the turns come with it; default false. */
  includeTurns?: boolean | undefined;
}

/** Options of `thread.currentTurn()`. */
export interface CurrentTurnOptions {
  /**
   * When to give the turn up; default never, because somebody else started it. A turn that this
   * client started keeps its own.
   */
  timeouts?: TurnTimeouts | undefined;
}

/** What a turn is started for: its result alone, or a stream too, which may be opened later. */
export type TurnPurpose = "result" | "stream";

/** What stands behind a `Thread`; it is loaded when the server is started. */
export interface ThreadControl {
  startTurn(
    input: RunInput,
    options: TurnOptions | undefined,
    purpose: TurnPurpose,
  ): Promise<TurnHandle>;
  startReview(target: wire.ReviewTarget, options: ReviewOptions | undefined): Promise<TurnHandle>;
  startGoal(
    objective: string,
    options: TurnLife | undefined,
    purpose: TurnPurpose,
  ): Promise<TurnHandle>;
  startCompaction(options: TurnLife | undefined): Promise<TurnHandle>;
  currentTurn(options: CurrentTurnOptions | undefined): TurnHandle | null;
  read(options: ReadOptions | undefined): Promise<wire.ThreadReadResponse>;
  setName(name: string, call: CallOptions | undefined): Promise<void>;
  revert(to: { beforeTurnId: string }, call: CallOptions | undefined): Promise<void>;
  unsubscribe(call: CallOptions | undefined): Promise<void>;
}
