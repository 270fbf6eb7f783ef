import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../../options/call-options.js";
import type { GoalChange } from "../../options/thread-options.js";
import type { TurnLife } from "../../options/turn-options.js";
import type { TurnHandle } from "../../turn/turn-handle.js";

/**
 * The goal of a thread: `thread.goal`. While it is active, the server starts one turn after the
 * other by itself. All of it rejects with an `OptionsError` for an ephemeral thread, which has
 * none.
 */
export interface GoalControl {
  /** Reads the goal; null when there is none. Works for threads that are not loaded, too. */
  get(call?: CallOptions): Promise<wire.ThreadGoal | null>;
  /**
   * Changes the goal, or makes one when there is none; what is left out stays as it is. Resolves
   * with the goal as it is then. One that becomes active by it takes the thread's turn, whose
   * handle is `thread.currentTurn()` once the server has started it. Rejects with
   * `TurnInProgressError` when it would become active while another turn runs.
   */
  set(change: GoalChange): Promise<wire.ThreadGoal>;
  /** Pauses the goal: the turn that runs goes on to its end, and no other follows. */
  pause(call?: CallOptions): Promise<wire.ThreadGoal>;
  /**
   * Makes the goal active again. Resolves with a handle that shows all of its turns as one, when
   * the first has started. Rejects with `TurnInProgressError` when a turn runs, and with an
   * `OptionsError` when the goal can't go on, as its token budget is used up.
   */
  resume(options?: TurnLife): Promise<TurnHandle>;
  /** Removes the goal: the turn that runs goes on to its end. Does nothing when there is none. */
  clear(call?: CallOptions): Promise<void>;
}
