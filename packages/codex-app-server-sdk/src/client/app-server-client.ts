import type * as wire from "codex-app-server-sdk/protocol";
import type { TransportClosedError } from "../errors.js";
import type { Handlers } from "../handlers.js";
import type { Logger } from "../logger.js";
import { Connection } from "../rpc/connection.js";
import type { RpcNotification } from "../rpc/messages.js";
import type { Transport } from "../transport/transport.js";
import type { QueueLimits } from "./notification-hub.js";
import { laneOf } from "./request-lanes.js";
import { ServerRequests } from "./server-requests.js";
import { TurnRouter } from "./turn-router.js";
import { createWireChecks, type ValidationMode, type WireChecks } from "./wire-checks.js";

export interface AppServerClientOptions {
  clientInfo: wire.ClientInfo;
  experimentalApi: boolean;
  timeouts: { startMs: number; requestMs: number; handlerMs: number | undefined };
  limits: QueueLimits & { maxInFlight: number };
  logger: Logger;
  validate: ValidationMode;
  /** The handlers for requests of a thread; null stands for requests that belong to none. */
  handlersOf(threadId: string | null): Handlers;
  /** Called for each notification, from the read loop, after the turns have seen it. */
  notification(notification: wire.ServerNotification, size: number): void;
  /** Called once, when the connection has ended, by itself or through `close()`. */
  ended(reason: TransportClosedError): void;
}

export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. The server may carry it out all the same. */
  signal?: AbortSignal | undefined;
  /** Time for the answer in milliseconds, from when it was sent; default `timeouts.requestMs`, 0 = none. */
  timeoutMs?: number | undefined;
}

export interface TypedCallOptions<Result> extends CallOptions {
  /** Called with the result from the read loop, before anything that follows it is read. */
  onResult?: ((result: Result) => void) | undefined;
  /** Aborting rejects the call while it waits to be sent, and means nothing afterwards. */
  queueSignal?: AbortSignal | undefined;
}

/** One initialized connection to one app-server: typed requests, routed notifications. */
export class AppServerClient {
  readonly turns = new TurnRouter();
  readonly serverRequests: ServerRequests;
  readonly options: AppServerClientOptions;
  readonly #connection: Connection;
  readonly #checks: WireChecks;

  constructor(transport: Transport, options: AppServerClientOptions) {
    this.options = options;
    this.#checks = createWireChecks(options.validate, options.logger);
    this.serverRequests = new ServerRequests({
      checks: this.#checks,
      handlersOf: options.handlersOf,
      handlerMs: options.timeouts.handlerMs,
      logger: options.logger,
    });
    this.#connection = new Connection(transport, {
      maxInFlight: options.limits.maxInFlight,
      notification: (message, size) => this.#notify(message, size),
      request: (call) => this.serverRequests.answer(call),
      skipped: (reason) => options.logger.warn(`Skipped a message of the server: ${reason}.`),
      ended: (reason) => this.#end(reason),
    });
  }

  get pid(): number | undefined {
    return this.#connection.pid;
  }

  /** Why the connection has ended, once it has. */
  get endReason(): TransportClosedError | undefined {
    return this.#connection.closed;
  }

  /** The last lines of the server's stderr, once it has ended. */
  get stderrTail(): string {
    return this.#connection.stderrTail;
  }

  /** Opens the connection and shakes hands. Rejects when either fails; then `close()` cleans up. */
  async initialize(): Promise<wire.InitializeResponse> {
    await this.#connection.open();
    const { clientInfo, experimentalApi, timeouts } = this.options;
    const capabilities = { experimentalApi, requestAttestation: false };
    const response = await this.request(
      "initialize",
      { clientInfo, capabilities },
      { timeoutMs: timeouts.startMs },
    );
    this.#connection.notify("initialized");
    return response;
  }

  async request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    options: TypedCallOptions<wire.ClientRequests[M]["result"]> = {},
  ): Promise<wire.ClientRequests[M]["result"]> {
    this.#checks.params(method, params);
    const onResult = (result: unknown): void => {
      this.#checks.result(method, result);
      // The one place where the server is taken at its word.
      options.onResult?.(result as wire.ClientRequests[M]["result"]);
    };
    const result = await this.requestRaw(method, params, { ...options, onResult });
    return result as wire.ClientRequests[M]["result"];
  }

  /** Sends any request and checks nothing. */
  async requestRaw(
    method: string,
    params: unknown,
    options: TypedCallOptions<unknown> = {},
  ): Promise<unknown> {
    const lane = laneOf(method);
    const timeoutMs = options.timeoutMs ?? (lane === "open" ? 0 : this.options.timeouts.requestMs);
    return this.#connection.request(method, params, { ...options, lane, timeoutMs });
  }

  /** Ends everything that is pending, then the server. Never rejects. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #notify(message: RpcNotification, size: number): void {
    const notification = message as wire.ServerNotification;
    this.#checks.notification(notification);
    this.turns.route(notification, size);
    this.serverRequests.observe(notification);
    this.options.notification(notification, size);
  }

  #end(reason: TransportClosedError): void {
    this.turns.fail(reason);
    this.serverRequests.close();
    this.options.ended(reason);
  }
}
