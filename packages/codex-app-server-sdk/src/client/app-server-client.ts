import type * as wire from "codex-app-server-sdk/protocol";
import { callSafely } from "../async/call-safely.js";
import type { TracedRequest } from "../channels/channels.js";
import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import type { Logger } from "../diagnostics/logger.js";
import type { Redactor } from "../diagnostics/redactor.js";
import type { Reports } from "../diagnostics/reports.js";
import type { TraceEntry } from "../diagnostics/trace.js";
import { describeError } from "../errors/error-text.js";
import { isCodexError, ProtocolError, type TransportClosedError } from "../errors/index.js";
import type { QueueLimits } from "../notifications/notification-hub.js";
import type { CallOptions } from "../options/call-options.js";
import type { TraceContext } from "../options/options.js";
import type { WireChecks } from "../protocol/wire-checks.js";
import { Connection } from "../rpc/connection.js";
import type { RequestOptions, ServerCall, ServerCallAnswer } from "../rpc/connection-options.js";
import type { RpcId, RpcNotification } from "../rpc/messages.js";
import type { Transport } from "../transport/transport.js";
import { learnAnswer, learnSecrets, learnSent } from "./learn-secrets.js";
import { readTraceContext } from "./read-trace-context.js";
import { laneOf } from "./request-lanes.js";
import { sizesOf, traceRequest } from "./trace-request.js";

/** A successful answer, and what was asked. */
export interface Answered<M extends keyof wire.ClientRequests = keyof wire.ClientRequests> {
  readonly method: M;
  readonly params: wire.ClientRequests[M]["params"];
  readonly result: wire.ClientRequests[M]["result"];
  /** Nobody waits for it any more: what it has opened must be closed again. */
  readonly isUnwanted: boolean;
}

/** A request that the server has not answered, and for whose answer nobody waits any more. */
export interface LeftRequest {
  readonly id: RpcId;
  readonly method: string;
  readonly params: unknown;
}

export interface AppServerClientOptions {
  clientInfo: wire.ClientInfo;
  experimentalApi: boolean;
  /** Whether the server may ask for attestations. */
  requestAttestation: boolean;
  timeouts: { startMs: number; requestMs: number; closeMs: number };
  limits: QueueLimits & { maxInFlight: number };
  logger: Logger;
  mistakes: HostMistakes;
  redactor: Redactor;
  reports: Pick<Reports, "warn">;
  checks: WireChecks;
  /** Sees every message, without secrets. */
  trace?: ((entry: TraceEntry) => unknown) | undefined;
  /** Tells to which trace a request belongs. */
  traceContext?: (() => TraceContext | undefined) | undefined;
  /** Called for each notification, from the read loop. */
  notification(notification: wire.ServerNotification, size: number): void;
  /** Answers a request of the server; undefined where another client is to answer it. */
  serverRequest(call: ServerCall): Promise<ServerCallAnswer | undefined>;
  /** Called for each successful answer from the read loop, before whoever waits for it. */
  answered(answered: Answered): void;
  /** Called when a caller has given up a request that the server still carries out. */
  left(request: LeftRequest): void;
  /** Called once, when the connection has ended, by itself or through `close()`. */
  ended(reason: TransportClosedError): void;
}

export interface TypedCallOptions<Result> extends CallOptions {
  /** Called when the request has been sent: what follows is read by the server after it. */
  onSent?: (() => void) | undefined;
  /** Called with the result from the read loop, before anything that follows it is read. */
  onResult?: ((result: Result) => void) | undefined;
  /** Called instead with a result that nobody waits for any more; it is wanted all the same. */
  onLate?: ((result: Result) => void) | undefined;
  /** Called instead with a result that is not what the protocol promises. */
  onUnreadable?: ((result: unknown, error: unknown) => void) | undefined;
  /** Aborting rejects the call while it waits to be sent, and means nothing afterwards. */
  queueSignal?: AbortSignal | undefined;
}

interface SentRequest {
  readonly method: string;
  readonly params: unknown;
  /** Where somebody follows it from outside. */
  readonly traced: TracedRequest | undefined;
}

/** How much longer than its steps of closing a transport may take to report its end. */
const closeMarginMs = 10_000;

/** One initialized connection to one app-server: typed requests, checked messages. */
export class AppServerClient {
  readonly options: AppServerClientOptions;
  readonly #connection: Connection;
  readonly #checks: WireChecks;

  constructor(transport: Transport, options: AppServerClientOptions) {
    const { closeMs } = options.timeouts;
    this.options = options;
    this.#checks = options.checks;
    this.#connection = new Connection(transport, {
      maxInFlight: options.limits.maxInFlight,
      closeMs: closeMs === 0 ? 0 : closeMs * 3 + closeMarginMs,
      redactor: options.redactor,
      notification: (message, size) => this.#notify(message, size),
      request: (call) => this.#answer(call),
      skipped: (reason) =>
        options.reports.warn("skipped", `Skipped a message of the server: ${reason}.`),
      ended: (reason) => options.ended(reason),
      ...(options.trace && {
        trace: (direction: TraceEntry["direction"], message: unknown) =>
          this.#trace({ direction, message }),
      }),
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
    const { clientInfo, experimentalApi, requestAttestation, timeouts } = this.options;
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
    const { signal, queueSignal, timeoutMs, onSent, onResult, onLate, onUnreadable } = options;
    const take = (result: unknown, use: typeof onResult, isUnwanted: boolean): void => {
      try {
        this.#take(method, result);
        // The one place where the server is taken at its word.
        const typed = result as wire.ClientRequests[M]["result"];
        this.#use(method, () => {
          this.options.answered({ method, params, result: typed, isUnwanted } as Answered);
          use?.(typed);
        });
      } catch (error) {
        onUnreadable?.(result, error);
        throw error;
      }
    };
    const result = await this.#send(method, params, {
      signal,
      queueSignal,
      timeoutMs,
      onSent,
      onResult: (answer) => take(answer, onResult, false),
      onLate: (answer) => take(answer, onLate, onLate === undefined),
    });
    return result as wire.ClientRequests[M]["result"];
  }

  /** Sends any request and checks nothing. */
  requestRaw(method: string, params: unknown, options: CallOptions = {}): Promise<unknown> {
    return this.#send(method, params, options);
  }

  /** Rejects everything pending, then ends the server. Never rejects. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  #send(method: string, params: unknown, options: TypedCallOptions<unknown>): Promise<unknown> {
    const { redactor } = this.options;
    learnSent(redactor, method, params);
    return traceRequest({ method, params, redactor }, (traced) =>
      this.#connection.request(
        method,
        params,
        this.#requestOptions(options, { method, params, traced }),
      ),
    );
  }

  #requestOptions(
    { signal, queueSignal, timeoutMs, onSent, onResult, onLate }: TypedCallOptions<unknown>,
    { method, params, traced }: SentRequest,
  ): RequestOptions {
    const lane = laneOf(method);
    return {
      signal,
      queueSignal,
      timeoutMs: timeoutMs ?? (lane === "long" ? 0 : this.options.timeouts.requestMs),
      lane,
      trace: readTraceContext(this.options),
      onSize: traced && sizesOf(traced),
      onSent,
      onResult,
      onLate,
      onLeft: (id: RpcId): void => this.options.left({ id, method, params }),
    };
  }

  #take(method: string, result: unknown): void {
    learnSecrets(this.options.redactor, method, result);
    this.#checks.result(method, result);
  }

  /** Unchecked, an answer may lack what is taken for granted. */
  #use(method: string, use: () => void): void {
    try {
      use();
    } catch (cause) {
      if (isCodexError(cause)) throw cause;
      const { redactor } = this.options;
      const why = redactor.text(describeError(cause));
      throw new ProtocolError(`The answer to ${method} is unusable: ${why}`, {
        cause: redactor.error(cause),
      });
    }
  }

  async #answer(call: ServerCall): Promise<ServerCallAnswer | undefined> {
    const answer = await this.options.serverRequest(call);
    learnAnswer(this.options.redactor, call, answer);
    return answer;
  }

  #trace({ direction, message }: TraceEntry): void {
    const { redactor, trace, mistakes } = this.options;
    callSafely(
      () => trace?.({ direction, message: redactor.message(message) }),
      (error) =>
        mistakes.warn({
          code: "CODEX_TRACE_FAILED",
          about: "trace",
          text: `The trace function failed: ${describeError(error)}`,
        }),
    );
  }

  #notify(message: RpcNotification, size: number): void {
    learnSecrets(this.options.redactor, message.method, message.params);
    const notification = message as wire.ServerNotification;
    this.#checks.notification(notification);
    this.options.notification(notification, size);
  }
}
