import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "../client/app-server-client.js";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import type { ResolvedOptions } from "../options/options.js";
import { remakePolicy } from "../options/remake-policy.js";
import { isShared } from "../options/transport-options.js";
import type { TurnRequestOptions, TurnServer } from "../turn/turn-server.js";

/** The connection of a client, whichever it is at the moment. */
export interface ServerAccess {
  /** The client of the running server, which is started if need be. */
  ready(signal?: AbortSignal): Promise<AppServerClient>;
  /**
   * The client of the running server, at once if there is a connection; while it is made again,
   * once there is one. Throws when no server is running.
   */
  usable(signal?: AbortSignal): AppServerClient | Promise<AppServerClient>;
  /** Throws when no server is running. */
  assertUsable(): void;
  /** Whether a server is running, also while the connection to it is made again. */
  readonly isUsable: boolean;
}

/** The server as turns see it, over the connection that there is at the moment. */
export class SessionServer implements TurnServer {
  readonly requestMs: number;
  readonly limits: QueueLimits;
  readonly experimentalApi: boolean;
  readonly isShared: boolean;
  readonly isRemade: boolean;
  readonly logger: Logger;
  readonly redactor: Redactor;
  readonly #access: ServerAccess;

  constructor(
    options: ResolvedOptions,
    { access, logger, redactor }: { access: ServerAccess; logger: Logger; redactor: Redactor },
  ) {
    this.requestMs = options.timeouts.requestMs;
    this.limits = options.limits;
    this.experimentalApi = options.experimentalApi;
    this.isShared = isShared(options);
    this.isRemade = remakePolicy(options) !== undefined;
    this.logger = logger;
    this.#access = access;
    this.redactor = redactor;
  }

  get isConnected(): boolean {
    return this.#access.isUsable;
  }

  async request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    options: TurnRequestOptions<wire.ClientRequests[M]["result"]> = {},
  ): Promise<wire.ClientRequests[M]["result"]> {
    const { queueSignal, onResult, onUnreadable } = options;
    const call = { queueSignal, onResult, onLate: onResult, onUnreadable };
    const usable = this.#access.usable();
    // At once where that is possible: requests are sent in the order of the calls.
    const client = usable instanceof Promise ? await usable : usable;
    return client.request(method, params, call);
  }
}
