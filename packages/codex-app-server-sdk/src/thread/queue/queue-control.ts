import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../../options/call-options.js";
import type { TurnLife } from "../../options/turn-options.js";
import type { RunInput } from "../../turn/inputs.js";
import type { TurnHandle } from "../../turn/turn-handle.js";

/** A turn that waits in a thread's queue. */
export interface QueuedTurn {
  /** The id of the entry in the queue: for `update()`, `delete()`, `reorder()` and `start()`. */
  readonly id: string;
  /**
   * Resolves with the turn when the server has started it. Rejects with `QueuedTurnLostError` when
   * it was deleted first, or the thread was deleted, archived, closed or unsubscribed; with
   * `TransportClosedError` when the connection ends. Need not be awaited.
   */
  readonly started: Promise<TurnHandle>;
}

/**
 * The queue of a thread: `thread.queue`. The server keeps it, starts its turns by itself, one after
 * the other, and goes on with it after a restart, as soon as somebody resumes the thread. All of it
 * rejects with an `OptionsError` for an ephemeral thread, and when the client was made with
 * `experimentalApi: false`.
 */
export interface QueueControl {
  /**
   * Appends a turn. It starts when the turns before it have ended, at once on an idle thread, whose
   * turn it then takes from the call on. After an interrupt the queue halts until the next turn has
   * ended, or `start()`. Calls that are not awaited are queued in the order of the calls.
   */
  add(input: RunInput): Promise<QueuedTurn>;
  /** Lists what waits, the next one first, whoever added it. */
  list(call?: CallOptions): Promise<wire.QueuedSubmission[]>;
  /** Replaces the input of a turn that waits. */
  update(id: string, input: RunInput, call?: CallOptions): Promise<void>;
  /** Removes a turn that waits. Resolves with whether it was still there. */
  delete(id: string, call?: CallOptions): Promise<boolean>;
  /** Puts what waits into this order. `ids` are those of all. */
  reorder(ids: readonly string[], call?: CallOptions): Promise<void>;
  /**
   * Starts the next turn, or the one of this id, after which the queue goes on by itself. Rejects
   * with `TurnInProgressError` while a turn runs, with `InvalidRequestError` when none waits.
   */
  start(id?: string, options?: TurnLife): Promise<TurnHandle>;
}
