import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../options/call-options.js";
import type { ReadOptions } from "../options/thread-options.js";
import type {
  CurrentTurnOptions,
  ReviewOptions,
  TurnLife,
  TypedTurnOptions,
} from "../options/turn-options.js";
import type { TurnResult } from "../results/turn-result.js";
import type { RunInput } from "../turn/inputs.js";
import type { TurnHandle } from "../turn/turn-handle.js";

/** What a turn is started for: its result alone, or a stream too, which may be opened later. */
export type TurnPurpose = "result" | "stream";

/** What stands behind a `Thread`; it is loaded when the server is started. */
export interface ThreadControl {
  run(input: RunInput, options: TypedTurnOptions | undefined): Promise<TurnResult<unknown>>;
  turn(input: RunInput, options: TypedTurnOptions | undefined): Promise<TurnHandle<unknown>>;
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
