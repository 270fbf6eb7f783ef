import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../options/call-options.js";
import type {
  CurrentTurnOptions,
  ReviewOptions,
  TurnLife,
  TypedTurnOptions,
} from "../options/turn-options.js";
import type { TurnResult } from "../results/turn-result.js";
import type { RunInput } from "../turn/inputs.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import type { GoalControl } from "./goal/goal-control.js";
import type { QueueControl } from "./queue/queue-control.js";
import type { ThreadRequests } from "./thread-requests.js";

/** What a turn is started for: its result alone, or a stream too, which may be opened later. */
export type TurnPurpose = "result" | "stream";

/** What stands behind a `Thread`; it is loaded when the server is started. */
export interface ThreadControl {
  readonly goal: GoalControl;
  readonly queue: QueueControl;
  /** What is no more than a request about the thread. */
  readonly requests: ThreadRequests;
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
  unsubscribe(call: CallOptions | undefined): Promise<void>;
  saved(call: CallOptions | undefined): Promise<void>;
}
