import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { ThreadRecords } from "../records/thread-records.js";

export interface TurnRequestOptions<Result> {
  /** Aborting rejects the request while it waits to be sent, and means nothing afterwards. */
  queueSignal?: AbortSignal | undefined;
  /** Called with the answer from the read loop, also with one that comes after the deadline. */
  onResult?: ((result: Result) => void) | undefined;
  /** Called instead with an answer that is not what the protocol promises. */
  onUnreadable?: ((result: unknown, error: unknown) => void) | undefined;
}

/** What a turn needs of the server. */
export interface TurnServer {
  request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    options?: TurnRequestOptions<wire.ClientRequests[M]["result"]>,
  ): Promise<wire.ClientRequests[M]["result"]>;
  /** Whether a connection that is lost is made again. */
  readonly isRemade: boolean;
  /** Whether there is a connection on which requests can be sent, or one is being made again. */
  readonly isConnected: boolean;
  /** How long the server may take to answer, in milliseconds; 0 = as long as it likes. */
  readonly requestMs: number;
  readonly limits: QueueLimits;
  /** Whether experimental methods may be used, without which commands can't be ended. */
  readonly experimentalApi: boolean;
  /** Whether other clients may be connected to the same server. */
  readonly isShared: boolean;
  readonly logger: Logger;
  /** Takes secrets out of what goes into an error. */
  readonly redactor: Pick<Redactor, "text" | "value" | "error">;
}

/** Where a turn runs. */
export interface TurnPlace {
  readonly server: TurnServer;
  readonly records: ThreadRecords;
  readonly record: ThreadRecord;
}
