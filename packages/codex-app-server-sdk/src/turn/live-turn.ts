import type * as wire from "codex-app-server-sdk/protocol";
import { currentContext, type RunInContext } from "../async/run-in-context.js";
import { describeError } from "../errors/error-text.js";
import { checkUnsent } from "../options/own-options.js";
import type { InterruptOptions, TurnTimeouts } from "../options/turn-options.js";
import { type Address, addressOf } from "../records/address.js";
import type { OpenRequest } from "../records/open-request.js";
import type { TurnHolder } from "../records/turn-holder.js";
import type { TurnRecord } from "../records/turn-record.js";
import type { TurnResult } from "../results/turn-result.js";
import { CallerSide } from "./caller-side.js";
import type { TurnEnd } from "./caller-turn.js";
import { endLate } from "./end-begun-work.js";
import { LoginCheck } from "./login-check.js";
import { ServerSide } from "./server-side.js";
import type { TurnOutcome } from "./server-turn.js";
import { ServerTurns } from "./server-turns.js";
import { steerTurn } from "./steer-turn.js";
import { type EndingTurn, TurnEnding } from "./turn-ending.js";
import { NotLoggedInError, TurnFailedError } from "./turn-errors.js";
import { endsThread, isForTurn } from "./turn-notifications.js";
import type { TurnOutput } from "./turn-output.js";
import { TurnReader } from "./turn-reader.js";
import type { TurnSeries } from "./turn-series.js";
import type { TurnPlace } from "./turn-server.js";
import { TurnTrace } from "./turn-trace.js";
import { UnnamedTurn } from "./unnamed-turn.js";

export interface LiveTurnOptions {
  readonly place: TurnPlace;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: TurnTimeouts | undefined;
  /** Whether what it says is kept for a reader who may come later. */
  readonly keepsNotifications: boolean;
  /** Whether the server names it by starting it, and not in the answer to the request. */
  readonly startsItself?: boolean;
  /** For a turn that consists of many, as a goal does. */
  readonly series?: TurnSeries;
  /** For a turn whose beginning this client has missed: reads the whole result when it is over. */
  readResult?(turn: wire.Turn): Promise<TurnResult>;
}

/**
 * A turn of this client's, from the call that asks for it until its end. What the server does and
 * what the caller is told are two states that need not agree: a caller that gives up is told so,
 * and the turn keeps its thread until the server has ended it.
 */
export class LiveTurn implements TurnHolder, EndingTurn {
  context: RunInContext = currentContext();
  readonly #options: LiveTurnOptions;
  readonly #place: TurnPlace;
  readonly #server = new ServerSide((outcome) => this.#over(outcome));
  readonly #caller: CallerSide;
  readonly #unnamed: UnnamedTurn;
  readonly #reader: TurnReader;
  readonly #turns: ServerTurns;
  readonly #ending: TurnEnding;
  readonly #login: LoginCheck;
  #trace: TurnTrace | undefined;
  #messageId: string | undefined;
  /** Why nobody knows whether the server has begun it. */
  #doubt: unknown;

  constructor(options: LiveTurnOptions) {
    const { place, signal, timeouts, keepsNotifications, series, startsItself = false } = options;
    this.#options = options;
    this.#place = place;
    this.#unnamed = new UnnamedTurn({ place, startsItself, isSeries: series !== undefined });
    this.#turns = new ServerTurns(place.record);
    this.#login = new LoginCheck(place, (error) => this.#refuseLogin(error));
    this.#reader = new TurnReader({
      place,
      server: this.#server,
      keepsNotifications,
      isWhole: options.readResult === undefined,
      series,
      timeouts: timeouts ?? {},
      isWorking: () => place.record.requests.isAny || this.#turns.isWorking(),
      expired: (reason) => this.giveUp(reason),
      unauthorized: (error) => this.#login.look(error),
    });
    this.#ending = new TurnEnding(this, place);
    this.#caller = new CallerSide({
      signal,
      settled: (end) => this.#settled(end),
      unwanted: () => this.#endUnwanted(),
    });
  }

  get threadId(): string {
    return this.#place.record.id;
  }

  /** What its caller is given: streams, and the result. */
  get output(): TurnOutput {
    return this.#reader.output;
  }

  /** The id that the user knows it by; undefined until the server has named it. */
  get turnId(): string | undefined {
    return this.#server.turnId;
  }

  /** The id under which the server runs it now. */
  get id(): string | undefined {
    return this.#turns.activeId ?? this.turnId;
  }

  get isOver(): boolean {
    return this.#server.isOver;
  }

  /** Whether the server may have been asked for it; before that, nothing there is this turn's. */
  get isAsked(): boolean {
    return this.#unnamed.isAsked;
  }

  /** Why nobody knows whether the server has begun it; undefined where that is known. */
  get doubt(): unknown {
    return this.#server.name === "asked" ? this.#doubt : undefined;
  }

  /** Whether its caller is still to be told how it ends, and wants to know. */
  get isWanted(): boolean {
    return this.#caller.isOpen;
  }

  /** Under which id the server keeps what the user has said; undefined where it makes one. */
  get messageId(): string | undefined {
    return this.#messageId;
  }

  /** Whether it consists of many turns of the server. */
  get isSeries(): boolean {
    return this.#options.series !== undefined;
  }

  /** The turns of the server that it consists of, as far as they may have work that goes on. */
  get serverTurns(): readonly TurnRecord[] {
    return this.#turns.all;
  }

  /** Resolves when it is over, or the server runs it under another id than now. */
  get changed(): Promise<void> {
    return this.#server.changed;
  }

  /** Resolves when the turn has begun; rejects when its caller is told before that it will not. */
  get begun(): Promise<void> {
    return this.#caller.begun;
  }

  /** Resolves when the server has named the turn, or there is none. */
  get namedOrOver(): Promise<void> {
    return this.#server.namedOrOver;
  }

  /** Resolves when the caller is told how it has ended. Never rejects. */
  get ended(): Promise<TurnEnd> {
    return this.#caller.ended;
  }

  /** From now on it is followed from outside. Its handlers run in the context that this gives. */
  trace(): void {
    this.#trace = TurnTrace.start(this.#place, this.context);
    this.context = this.#trace?.runIn ?? this.context;
    if (this.turnId !== undefined) this.#trace?.named(this.turnId);
  }

  /** Does something for it, inside of what is bound to it where it is followed from outside. */
  run<T>(work: () => T): T {
    return this.#trace ? this.#trace.runIn(work) : work();
  }

  /** The server is being asked for it from now on, with this id for what the user says. */
  asking(messageId?: string): void {
    this.#messageId = messageId;
    this.#unnamed.asking();
  }

  /**
   * The server is to start it by itself, having answered the request for it. Before that, the end
   * of the thread says nothing: it may be an earlier one, and the request tells by its answer.
   */
  accepted(): void {
    this.#unnamed.accepted();
  }

  /** The server has given the turn this name. */
  named(turnId: string): void {
    if (this.isOver && !this.isSame(turnId)) endLate(turnId, this.#place);
    if (this.#server.name !== "asked") return;
    this.#server.apply({ type: "named", turnId });
    this.#trace?.named(turnId);
    this.#caller.begin();
    this.#follow(turnId);
    if (this.isWanted) this.#reader.startTimers();
    this.#unnamed.handTo({
      push: (notification, size) => {
        const address = addressOf(notification);
        if (this.owns(address)) this.#receive(notification, address, size);
      },
      overflow: () => this.output.overflow(),
    });
  }

  /** The request was refused or not sent: there is no turn. */
  refused(reason: unknown): void {
    this.finish({ kind: "refused", reason });
  }

  /** The connection was lost before the answer came. What has become of it is found out later. */
  doubted(reason: unknown): void {
    this.#doubt = reason;
  }

  /** It is ended, and its caller is told why. */
  giveUp(reason: unknown): void {
    this.#caller.apply({ type: "givenUp", reason });
  }

  /** The answer did not come, or can't be read: there may be a turn all the same. */
  unanswered(reason: unknown): void {
    this.#caller.apply({ type: "abandoned", reason });
  }

  owns(address: Address): boolean {
    if (this.#server.name === "asked") return this.isAsked;
    return isForTurn(address, this);
  }

  /** Whether a turn of this id is this one, or one of those that it consists of. */
  isSame(turnId: string): boolean {
    return this.isSeries || turnId === this.turnId || this.#turns.isSome(turnId);
  }

  push(notification: wire.ServerNotification, address: Address, size: number): void {
    if (this.#server.name !== "asked") {
      this.#receive(notification, address, size);
      return;
    }
    const { method, turnId } = address;
    if (turnId !== undefined && this.#unnamed.isNamedBy(method, this)) {
      this.named(turnId);
      this.#receive(notification, address, size);
    } else if (endsThread(notification)) {
      if (this.#unnamed.isAccepted || !this.isWanted) this.finish({ kind: "closed" });
    } else {
      this.#unnamed.keep(notification, size);
    }
  }

  asked({ id, method, params }: OpenRequest): void {
    this.output.asked({ id, method, params });
  }

  answered({ id, isAccepted }: OpenRequest): void {
    this.output.answered({ id, isAccepted });
  }

  heardOfAgent(notification: wire.ServerNotification): void {
    if (!this.isOver) this.output.addOfAgent(notification);
  }

  missed(): void {
    this.output.missed();
  }

  touch(): void {
    this.#reader.touch();
  }

  lost(reason: Error): void {
    this.finish({ kind: "lost", reason });
  }

  finish(outcome: TurnOutcome): void {
    this.#server.apply({ type: "ended", outcome });
  }

  /**
   * Interrupts the turn and ends what it has begun. Resolves when it is over, at once if it is.
   * Rejects with a `ProtocolError`, and gives the turn up as lost, when the server does not end it.
   */
  async interrupt(options?: InterruptOptions): Promise<void> {
    const given = checkUnsent("interrupt", options);
    if (!this.isOver) await this.#ending.interrupt(given);
  }

  /** Gives the running turn further input. Rejects with the server's error when it has ended. */
  steer(input: wire.UserInput[]): Promise<void> {
    return steerTurn(this, input, this.#place.server);
  }

  /** What is thrown when the turn has failed, with what the server says of it. */
  async failureOf(result: TurnResult): Promise<TurnFailedError> {
    const notLoggedIn = await this.#login.failure;
    if (notLoggedIn) return notLoggedIn;
    const { error } = result.turn;
    const reason = error ? this.#place.server.redactor.text(error.message) : undefined;
    return new TurnFailedError(result, reason);
  }

  pause(): Promise<unknown> | undefined {
    const { series } = this.#options;
    return series?.mayGoOn ? series.pause() : undefined;
  }

  async interruptId(): Promise<string | undefined> {
    return this.#server.name === "asked" ? this.#unnamed.interruptId() : this.id;
  }

  #receive(notification: wire.ServerNotification, address: Address, size: number): void {
    if (this.isOver) return;
    const { method, turnId } = address;
    if (endsThread(notification)) {
      this.finish({ kind: "closed" });
      return;
    }
    if (method === "turn/started" && turnId !== undefined) this.#follow(turnId);
    this.#reader.read(notification, size);
  }

  /** Nobody is logged in, and to go on trying is in vain. */
  #refuseLogin(error: wire.TurnError): NotLoggedInError | undefined {
    const end = this.#reader.endOf({ kind: "failed", error });
    if (end.kind === "lost") return undefined;
    const reason = new NotLoggedInError(end.result);
    this.giveUp(reason);
    return reason;
  }

  #follow(turnId: string): void {
    this.#turns.follow(turnId);
    this.#server.change();
  }

  /** The thread is free again, whatever the caller is told. */
  #over(outcome: TurnOutcome): void {
    const { record, records } = this.#place;
    this.#reader.stopTimers();
    record.turns.release(this);
    record.turns.watchers.delete(this);
    this.#ending.over();
    records.keepOrForget(record);
    const end = this.#reader.endOf(outcome);
    if (end.kind === "lost" || !this.#options.readResult) {
      this.#caller.apply({ type: "over", end });
      return;
    }
    void this.#options.readResult(end.result.turn).then((result) => {
      this.#caller.apply({ type: "over", end: { kind: "completed", result } });
    });
  }

  #settled(end: TurnEnd): void {
    this.#reader.stopTimers();
    this.output.close(end);
    void this.#trace?.settled(end, this);
    this.#trace = undefined;
  }

  /** The server is still owed an end of what nobody waits for any more, if it was asked for it. */
  #endUnwanted(): void {
    if (this.#server.name === "asked" && !this.isAsked) {
      this.refused(undefined);
      return;
    }
    this.interrupt().catch((error: unknown) => {
      const { logger } = this.#place.server;
      logger.warn(
        `A turn of thread ${this.threadId} that was given up may go on: ${describeError(error)}`,
      );
    });
  }
}
