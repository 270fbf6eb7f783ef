import type * as wire from "codex-app-server-sdk/protocol";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { TraceEntry } from "../diagnostics/trace.js";
import { isCodexError, ProtocolError, type TransportClosedError } from "../errors/index.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import { TurnRouter } from "../notifications/turn-router.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import { Connection } from "../rpc/connection.js";
import type { ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { RpcNotification } from "../rpc/messages.js";
import type { Handlers } from "../server-requests/handlers.js";
import { ServerRequests } from "../server-requests/server-requests.js";
import type { Transport } from "../transport/transport.js";
import { laneOf } from "./request-lanes.js";

export interface AppServerClientOptions {
  clientInfo: wire.ClientInfo;
  experimentalApi: boolean;
  timeouts: { startMs: number; requestMs: number; closeMs: number; handlerMs: number | undefined };
  limits: QueueLimits & { maxInFlight: number };
  logger: Logger;
  redactor: Redactor;
  /** Called with every message, with secrets removed. */
  trace?(entry: TraceEntry): void;
  checks: WireChecks;
  /**
   * Returns the handlers for requests of a thread; null stands for requests that belong to none.
   */
  handlersOf(threadId: string | null): Handlers;
  /** Called for each notification while a message is being read, after the turns have seen it. */
  notification(notification: wire.ServerNotification, size: number): void;
  /** Called once when the connection has ended, by itself or through `close()`. */
  ended(reason: TransportClosedError): void;
}

/** Options of a call that sends one request to the server. */
export interface CallOptions {
  /** Aborting rejects the call with the signal's reason. The server may still carry it out. */
  signal?: AbortSignal | undefined;
  /**
   * How long the answer may take after the request was sent, in milliseconds. Default:
   * `timeouts.requestMs`; 0 = no limit.
   */
  timeoutMs?: number | undefined;
}

export interface TypedCallOptions<Result> extends CallOptions {
  /** Called with the result before any later message is read. */
  onResult?(result: Result): void;
  /** Aborting rejects the call as long as it waits to be sent, and has no effect afterwards. */
  queueSignal?: AbortSignal | undefined;
}

/** How much longer than its steps of closing a transport may take to report its end. */
const closeMarginMs = 10_000;

/**
 * One initialized connection to one app-server: sends typed requests and distributes notifications.
 */
export class AppServerClient {
  readonly turns: TurnRouter;
  readonly serverRequests: ServerRequests;
  readonly options: AppServerClientOptions;
  readonly #connection: Connection;
  readonly #checks: WireChecks;

  constructor(transport: Transport, options: AppServerClientOptions) {
    this.options = options;
    this.turns = new TurnRouter(options.limits);
    this.#checks = options.checks;
    this.serverRequests = new ServerRequests({
      checks: this.#checks,
      handlersOf: options.handlersOf,
      handlerMs: options.timeouts.handlerMs,
      logger: options.logger,
    });
    this.#connection = new Connection(transport, {
      maxInFlight: options.limits.maxInFlight,
      closeMs: options.timeouts.closeMs * 3 + closeMarginMs,
      redactor: options.redactor,
      notification: (message, size) => this.#notify(message, size),
      request: (call) => this.#answer(call),
      skipped: (reason) => options.logger.warn(`Skipped a message of the server: ${reason}.`),
      ended: (reason) => this.#end(reason),
      trace: options.trace && ((direction, message) => this.#trace({ direction, message })),
    });
  }

  get pid(): number | undefined {
    return this.#connection.pid;
  }

  /** Why the connection has ended; undefined while it has not. */
  get endReason(): TransportClosedError | undefined {
    return this.#connection.closed;
  }

  /** The last lines of the server's stderr; empty until it has ended. */
  get stderrTail(): string {
    return this.#connection.stderrTail;
  }

  /**
   * Opens the connection and performs the handshake. When it rejects, call `close()` to clean up.
   */
  async initialize(): Promise<wire.InitializeResponse> {
    await this.#connection.open();
    const { clientInfo, experimentalApi, timeouts } = this.options;
    const requestAttestation = this.options.handlersOf(null).attestation !== undefined;
    const capabilities = { experimentalApi, requestAttestation };
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
      if (isAboutAccount(method)) this.options.redactor.learn(result);
      this.#checks.result(method, result);
      // The only place where a result is trusted to have its type.
      useResult(method, () => options.onResult?.(result as wire.ClientRequests[M]["result"]));
    };
    const result = await this.requestRaw(method, params, { ...options, onResult });
    return result as wire.ClientRequests[M]["result"];
  }

  /** Sends any request without checking it. */
  async requestRaw(
    method: string,
    params: unknown,
    options: TypedCallOptions<unknown> = {},
  ): Promise<unknown> {
    if (isAboutAccount(method)) this.options.redactor.learn(params);
    const lane = laneOf(method);
    const timeoutMs = options.timeoutMs ?? (lane === "long" ? 0 : this.options.timeouts.requestMs);
    return this.#connection.request(method, params, { ...options, lane, timeoutMs });
  }

  /** Rejects everything pending, then ends the server. Never rejects. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  async #answer(call: ServerCall): Promise<ServerCallAnswer> {
    const answer = await this.serverRequests.answer(call);
    if (isAboutAccount(call.method)) this.options.redactor.learn(answer);
    return answer;
  }

  #trace({ direction, message }: TraceEntry): void {
    const { redactor, trace, logger } = this.options;
    try {
      trace?.({ direction, message: redactor.value(message) });
    } catch (error) {
      logger.warn(`The trace function failed: ${String(error)}`);
    }
  }

  #notify(message: RpcNotification, size: number): void {
    const notification = message as wire.ServerNotification;
    this.#checks.notification(notification);
    this.#guarded(notification, () => this.turns.route(notification, size));
    this.#guarded(notification, () => this.serverRequests.observe(notification));
    this.#guarded(notification, () => this.options.notification(notification, size));
  }

  /** An exception because of a malformed notification must not keep it from the other listeners. */
  #guarded({ method }: wire.ServerNotification, use: () => void): void {
    try {
      use();
    } catch (error) {
      this.options.logger.warn(`${method} could not be processed: ${String(error)}`);
    }
  }

  #end(reason: TransportClosedError): void {
    this.turns.fail(reason);
    this.serverRequests.close();
    this.options.ended(reason);
  }
}

/** Messages that contain secrets: logins, and the renewal of their tokens. */
function isAboutAccount(method: string): boolean {
  return method.startsWith("account/");
}

/** With `validate: "off"` an answer may lack fields that are relied on. */
function useResult(method: string, use: () => void): void {
  try {
    use();
  } catch (cause) {
    if (isCodexError(cause)) throw cause;
    throw new ProtocolError(`The answer to ${method} is unusable: ${String(cause)}`, { cause });
  }
}
