import type * as wire from "codex-app-server-sdk/protocol";
import type { CallOptions } from "../../options/call-options.js";
import type { ThreadRecord } from "../../records/thread-record.js";
import type { LiveTurn } from "../../turn/live-turn.js";
import type { TurnHandle } from "../../turn/turn-handle.js";

type QueueMethod =
  | "thread/queue/add"
  | "thread/queue/list"
  | "thread/queue/update"
  | "thread/queue/delete"
  | "thread/queue/reorder";

/** What the queue of a thread needs of the thread and the server. */
export interface QueueHost {
  readonly record: ThreadRecord;
  /** Whether other clients may be connected to the same server. */
  readonly isShared: boolean;
  request<M extends QueueMethod>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call?: CallOptions,
  ): Promise<wire.ClientRequests[M]["result"]>;
  /** Everything that waits. */
  list(call?: CallOptions): Promise<wire.QueuedSubmission[]>;
  /** Whether it settles before a turn that the server has taken out of the queue is given up. */
  settlesSoon(started: Promise<unknown>): Promise<boolean>;
  /** Follows a turn that the server has started by itself. */
  follow(turnId: string): LiveTurn;
  /** A handle on this turn; without one, on whatever runs. */
  handle(turn: LiveTurn | undefined): TurnHandle | null;
}
