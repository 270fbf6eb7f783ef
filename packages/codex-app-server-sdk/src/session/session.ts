import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../async/run-in-context.js";
import { settlesWithin } from "../async/settles-within.js";
import { type Resolvers, withResolvers } from "../async/with-resolvers.js";
import { type Answered, AppServerClient, type LeftRequest } from "../client/app-server-client.js";
import type { HostMistakes } from "../diagnostics/host-mistakes.js";
import { LoggedMistakes } from "../diagnostics/logged-mistakes.js";
import { guardLogger, silentLogger } from "../diagnostics/logger.js";
import { ProcessWarnings } from "../diagnostics/process-warnings.js";
import { Redactor } from "../diagnostics/redactor.js";
import { Reports } from "../diagnostics/reports.js";
import { describeError } from "../errors/error-text.js";
import { InvalidRequestError, type TransportClosedError } from "../errors/index.js";
import type { NotificationHub } from "../notifications/notification-hub.js";
import type { CallOptions } from "../options/call-options.js";
import type { ResolvedOptions } from "../options/options.js";
import { checkUnsent } from "../options/own-options.js";
import { ParamChecks } from "../options/param-checks.js";
import { remakePolicy } from "../options/remake-policy.js";
import { warnOfUnused } from "../options/start-options.js";
import { socketOptions, startsServer } from "../options/transport-options.js";
import { WireChecks } from "../protocol/wire-checks.js";
import { noteAnswer } from "../records/note-answer.js";
import { ThreadRecords } from "../records/thread-records.js";
import type { SavedThreads, SentRequest } from "../saving/saved-threads.js";
import { ServerRequests } from "../server-requests/server-requests.js";
import type { Transport } from "../transport/transport.js";
import { LiveTurn } from "../turn/live-turn.js";
import { endRequest } from "./end-request.js";
import { type Remake, Remaker } from "./remaker.js";
import { sendInOrder } from "./send-in-order.js";
import { type ServerAccess, SessionServer } from "./session-server.js";
import { takeUp } from "./take-up.js";
import { type Undo, undoAnswer } from "./undo-answer.js";

export interface SessionOptions {
  readonly options: ResolvedOptions;
  readonly access: ServerAccess;
  readonly hub: NotificationHub;
  /** The context in which the `Codex` was made. */
  readonly context: RunInContext;
}

/**
 * Everything of a `Codex` that only a started server needs; it is loaded with the first start, so
 * that importing the package stays cheap. It outlives the connection: the records of the threads
 * are the client's.
 */
export class Session {
  readonly options: ResolvedOptions;
  readonly server: SessionServer;
  readonly records: ThreadRecords;
  readonly access: ServerAccess;
  readonly hub: NotificationHub;
  readonly params: ParamChecks;
  readonly mistakes: HostMistakes;
  /** The threads that are kept in the `threadStore`, if there is one. */
  readonly threads: SavedThreads | undefined;
  readonly #redactor: Redactor;
  readonly #reports: Reports;
  readonly #checks: WireChecks;
  readonly #requests: ServerRequests;
  #remaker: Remaker | undefined;
  #connectionLoss = makeLoss();
  /** Why the last connection was lost. */
  #lossReason: TransportClosedError | undefined;

  /** `saving` makes what keeps threads in a store; see `loadSaving`. */
  constructor(
    { options, access, hub, context }: SessionOptions,
    saving?: (session: Session) => SavedThreads,
  ) {
    this.options = options;
    this.access = access;
    this.hub = hub;
    this.#redactor = new Redactor(options.env ?? {});
    this.#redactor.learn(socketOptions(options));
    const logger = guardLogger(options.logger || silentLogger, this.#redactor);
    this.#reports = new Reports(logger);
    const isUnasked = options.logger === undefined;
    this.mistakes = isUnasked ? new ProcessWarnings(this.#redactor) : new LoggedMistakes(logger);
    warnOfUnused(options, this.mistakes);
    this.server = new SessionServer(options, { access, logger, redactor: this.#redactor });
    this.records = new ThreadRecords(options.handlers, context);
    this.params = new ParamChecks(options.validate, this.mistakes);
    this.#checks = new WireChecks(options.validate, this.#reports);
    this.#requests = new ServerRequests({
      records: this.records,
      handlerMs: options.timeouts.handlerMs,
      isShared: this.server.isShared,
      isRemade: this.server.isRemade,
      logger,
      mistakes: this.mistakes,
      redactor: this.#redactor,
      reports: this.#reports,
      checks: this.#checks,
    });
    this.threads = saving?.(this);
  }

  /**
   * Puts a client together that is not connected yet. `ended` returns whether the connection is
   * being made again.
   */
  createClient(
    transport: Transport,
    ended: (reason: TransportClosedError) => boolean,
  ): AppServerClient {
    // Each server gets the environment as it is when it is started.
    this.#redactor.learnEnvironment(process.env);
    return new AppServerClient(transport, {
      ...this.options,
      requestAttestation: this.options.handlers.attestation !== undefined,
      logger: this.server.logger,
      mistakes: this.mistakes,
      redactor: this.#redactor,
      reports: this.#reports,
      checks: this.#checks,
      notification: (notification, size) => this.#notify(notification, size),
      serverRequest: (call) => this.#requests.answer(call),
      answered: (answered) => this.#answered(answered),
      left: (request) => this.#left(request),
      ended: (reason) => {
        if (ended(reason)) this.#suspend(reason);
        else this.lose(reason);
        this.threads?.lost();
      },
    });
  }

  /** Rejects with the reason when the present connection is lost and is made again. */
  get connectionLoss(): Promise<never> {
    return this.#connectionLoss.promise;
  }

  /** The connection has ended for good. */
  lose(reason: TransportClosedError): void {
    this.#requests.close();
    this.records.lost(reason);
  }

  /** Makes a lost connection again: see `Remaker`. */
  remake<Server>(remake: Remake<Server>): Promise<Server> {
    const policy = remakePolicy(this.options) ?? { kind: "restart", maxAttempts: 1, backoffMs: 0 };
    this.#remaker ??= new Remaker(policy, this.server.logger);
    return this.#remaker.run(remake);
  }

  /** Takes up what was lost with the last connection: see `takeUp`. */
  async takeUp(client: AppServerClient): Promise<void> {
    const reason = this.#lossReason;
    if (!reason) return;
    const access = {
      ready: async () => client,
      usable: () => client,
      assertUsable: () => {},
      isUsable: true,
    };
    const { logger } = this.server;
    const server = new SessionServer(this.options, { access, logger, redactor: this.#redactor });
    const { records } = this;
    await takeUp({ client, server, records, reason, isNewServer: startsServer(this.options) });
    this.#lossReason = undefined;
  }

  #suspend(reason: TransportClosedError): void {
    // The first one: attempts that fail say less.
    this.#lossReason ??= reason;
    // A new process of the server numbers its requests anew, and has forgotten the old ones.
    if (startsServer(this.options)) this.#requests.close();
    else this.#requests.suspend();
    this.records.suspend();
    this.#connectionLoss.reject(reason);
    this.#connectionLoss = makeLoss();
  }

  /** Sends a request whose params are checked first. `onSent` is called when it has been sent. */
  async request<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call?: CallOptions,
    onSent?: () => void,
  ): Promise<wire.ClientRequests[M]["result"]> {
    const given = checkUnsent("request", call);
    this.params.check(method, params ?? {});
    const client = await this.access.ready(given.signal);
    return this.storing({ method, params, signal: given.signal }, () =>
      client.request(method, params, { ...given, onSent }),
    );
  }

  /** Sends a request of the user's, checked as far as the mode of validation says. */
  async send<M extends keyof wire.ClientRequests>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call: CallOptions,
  ): Promise<wire.ClientRequests[M]["result"]> {
    const client = await this.access.ready(call.signal);
    const request = { method, params, signal: call.signal };
    return this.storing(request, () =>
      sendInOrder(this, request, () => client.request(method, params, call)),
    );
  }

  /** Sends any request and checks nothing of it. */
  async sendRaw(method: string, params: unknown, call: CallOptions): Promise<unknown> {
    return (await this.access.ready(call.signal)).requestRaw(method, params, call);
  }

  /** Sends a request with what the `threadStore`, if there is one, needs before and after it. */
  storing<T>(request: SentRequest, send: () => Promise<T>): Promise<T> {
    return this.threads ? this.threads.sending(request, send) : send();
  }

  /**
   * Pauses the goals that this client holds: an active one would go on by itself, out of reach, as
   * soon as anybody resumes its thread. Never rejects.
   */
  async pauseGoals(client: AppServerClient): Promise<void> {
    const pausing = [...this.records].flatMap(({ id, turns: { holder } }) =>
      holder instanceof LiveTurn && holder.isSeries
        ? client.request("thread/goal/set", { threadId: id, status: "paused" })
        : [],
    );
    if (pausing.length === 0) return;
    const paused = Promise.allSettled(pausing);
    await settlesWithin(paused, this.options.timeouts.closeMs);
  }

  /**
   * As the server wrote it: first whoever listens to everything, then the records and turns. One
   * that is not what its type says must not be kept from the others. Written out, because this is
   * done for each of 20,000 deltas.
   */
  #notify(notification: wire.ServerNotification, size: number): void {
    try {
      this.hub.publish(notification, size);
    } catch (error) {
      this.#warnOf(notification, error);
    }
    try {
      this.records.observe(notification, size);
    } catch (error) {
      this.#warnOf(notification, error);
    }
    try {
      this.#requests.observe(notification);
      this.threads?.observe(notification);
    } catch (error) {
      this.#warnOf(notification, error);
    }
  }

  #warnOf(notification: wire.ServerNotification, error: unknown): void {
    if (this.#checks.isWrong(notification)) return; // That was reported.
    const { method } = notification;
    this.#reports.warn(method, `${method} could not be made use of: ${describeError(error)}`);
  }

  #answered(answered: Answered): void {
    const undo = answered.isUnwanted ? undoAnswer(answered, this) : undefined;
    noteAnswer(this.records, answered);
    if (undo) this.#undo(answered.method, undo);
    else this.threads?.answered(answered);
  }

  #left(request: LeftRequest): void {
    const undo = endRequest(request, this.server);
    if (undo) this.#undo(request.method, undo);
  }

  #undo(method: string, undo: Undo): void {
    const { logger } = this.server;
    logger.info(`Nobody waits for ${method} any more: ending what it has begun.`);
    undo().catch((error: unknown) => {
      // The server refuses to close what has been closed meanwhile.
      const level = error instanceof InvalidRequestError ? "debug" : "warn";
      logger[level](`What ${method} has opened could not be closed: ${describeError(error)}`);
    });
  }
}

/** A promise that only rejects, and that need not be awaited by anybody. */
function makeLoss(): Resolvers<never> {
  const loss = withResolvers<never>();
  loss.promise.catch(() => {});
  return loss;
}
