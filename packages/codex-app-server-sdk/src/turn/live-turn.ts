import type * as wire from "codex-app-server-sdk/protocol";
import { currentContext, type RunInContext } from "../async/run-in-context.js";
import { describeError } from "../errors/error-text.js";
import { ProtocolError } from "../errors/index.js";
import { EarlyNotifications } from "../notifications/early-notifications.js";
import { checkUnsent } from "../options/own-options.js";
import type { InterruptOptions, TurnTimeouts } from "../options/turn-options.js";
import { type Address, addressOf } from "../records/address.js";
import type { TurnHolder } from "../records/turn-holder.js";
import { TurnRecord } from "../records/turn-record.js";
import { CallerSide } from "./caller-side.js";
import type { TurnEnd } from "./caller-turn.js";
import { endBegunWork, endRecordedTurn } from "./end-begun-work.js";
import { type EndableTurn, endTurn } from "./end-turn.js";
import { isAlone } from "./is-alone.js";
import { ServerSide } from "./server-side.js";
import type { TurnOutcome } from "./server-turn.js";
import { ServerTurns } from "./server-turns.js";
import { steerTurn } from "./steer-turn.js";
import { TurnInterruptedError } from "./turn-errors.js";
import { endsThread, isForTurn, isProgress } from "./turn-notifications.js";
import { turnOf } from "./turn-of.js";
import { TurnOutput } from "./turn-output.js";
import type { TurnResult } from "./turn-result.js";
import type { TurnSeries } from "./turn-series.js";
import type { TurnPlace } from "./turn-server.js";
import { TurnTimers } from "./turn-timers.js";

export interface LiveTurnOptions {
  readonly place: TurnPlace;
  readonly signal?: AbortSignal | undefined;
  readonly timeouts?: TurnTimeouts | undefined;
  /** Whether notifications are kept for a stream that may be opened later. */
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
export class LiveTurn implements TurnHolder, EndableTurn {
  readonly context: RunInContext = currentContext();
  readonly output: TurnOutput;
  readonly #options: LiveTurnOptions;
  readonly #place: TurnPlace;
  readonly #server: ServerSide;
  readonly #caller: CallerSide;
  readonly #turns: ServerTurns;
  /** What arrived before the turn had a name. */
  #early: EarlyNotifications | undefined;
  #timers: TurnTimers | undefined;
  /** The turn as its start showed it. */
  #started: wire.Turn | undefined;
  #ending: Promise<void> | undefined;
  #isAccepted = false;

  constructor(options: LiveTurnOptions) {
    const { place, signal, keepsNotifications } = options;
    this.#options = options;
    this.#place = place;
    this.#turns = new ServerTurns(place.record);
    this.output = new TurnOutput(place.server.limits);
    if (keepsNotifications) this.output.keepForFirstStream();
    this.#server = new ServerSide((outcome) => this.#over(outcome));
    this.#caller = new CallerSide({
      signal,
      settled: (end) => this.#settled(end),
      unwanted: () => this.#endUnwanted(),
    });
  }

  get threadId(): string {
    return this.#place.record.id;
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

  /** Whether its caller is still to be told how it ends, and wants to know. */
  get isWanted(): boolean {
    return this.#caller.isOpen;
  }

  /** Whether it consists of many turns of the server. */
  get isSeries(): boolean {
    return this.#options.series !== undefined;
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

  /**
   * The server is to start it by itself, having answered the request for it. Before that, the end
   * of the thread says nothing: it may be an earlier one, and the request tells by its answer.
   */
  accepted(): void {
    this.#isAccepted = true;
  }

  /** The server has given the turn this name. */
  named(turnId: string): void {
    if (this.isOver) this.#endLate(turnId);
    if (this.#server.name !== "asked") return;
    this.#server.apply({ type: "named", turnId });
    this.#caller.begin();
    this.#follow(turnId);
    if (this.isWanted) this.#startTimers();
    const early = this.#early;
    this.#early = undefined;
    early?.handTo({
      push: (notification, size) => {
        const address = addressOf(notification);
        if (this.owns(address)) this.#receive(notification, address, size);
      },
      overflow: () => this.output.overflow(),
    });
  }

  /** The request was refused or not sent: there is no turn. */
  refused(reason: unknown): void {
    this.#server.apply({ type: "ended", outcome: { kind: "refused", reason } });
  }

  /** The answer did not come, or can't be read: there may be a turn all the same. */
  unanswered(reason: unknown): void {
    this.#caller.apply({ type: "abandoned", reason });
  }

  owns(address: Address): boolean {
    if (this.#server.name === "asked") return true;
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
    if (turnId !== undefined && this.#isNamedBy(method)) {
      this.named(turnId);
      this.#receive(notification, address, size);
    } else if (endsThread(method) && (this.#isAccepted || !this.isWanted)) {
      this.#server.apply({ type: "ended", outcome: { kind: "closed" } });
    } else {
      this.#early ??= new EarlyNotifications(this.#place.server.limits);
      this.#early.push(notification, size);
    }
  }

  touch(): void {
    this.#timers?.touch();
  }

  lost(reason: Error): void {
    this.#server.apply({ type: "ended", outcome: { kind: "lost", reason } });
  }

  /**
   * Interrupts the turn and ends what it has begun. Resolves when it is over, at once if it is.
   * Rejects with a `ProtocolError`, and gives the turn up as lost, when the server does not end it.
   */
  async interrupt(options?: InterruptOptions): Promise<void> {
    const given = checkUnsent("interrupt", options);
    if (this.isOver) return;
    this.#ending ??= this.#end(given).finally(() => {
      this.#ending = undefined;
    });
    return this.#ending;
  }

  /** Gives the running turn further input. Rejects with the server's error when it has ended. */
  steer(input: wire.UserInput[]): Promise<void> {
    return steerTurn(this, input, this.#place.server);
  }

  /** What the server says a turn failed of, fit for an error's message. */
  reasonOf({ turn }: TurnResult): string | undefined {
    return turn.error ? this.#place.server.redactor.text(turn.error.message) : undefined;
  }

  pause(): Promise<unknown> | undefined {
    return this.#options.series?.pause();
  }

  async interruptId(): Promise<string | undefined> {
    if (this.#server.name !== "asked") return this.id;
    return (await isAlone(this.#place, this)) ? "" : undefined;
  }

  /** What nobody waits for an answer to any more is named by what the server says next. */
  #isNamedBy(method: string): boolean {
    if (method === "turn/started" && this.#options.startsItself) return true;
    const isOfTurn = method === "turn/started" || method === "turn/completed";
    return isOfTurn && !this.isWanted && !this.#place.server.isShared;
  }

  #receive(notification: wire.ServerNotification, address: Address, size: number): void {
    if (this.isOver) return;
    const { method, turnId } = address;
    if (endsThread(method)) {
      this.#server.apply({ type: "ended", outcome: { kind: "closed" } });
      return;
    }
    if (method === "turn/started" && turnId !== undefined) this.#follow(turnId);
    const { series } = this.#options;
    if (!series) {
      this.#show(notification, size);
      return;
    }
    if (method === "turn/started") this.output.beginTurn();
    const turn = { id: this.turnId ?? "", threadId: this.threadId };
    series.push(notification, turn, (shown) => this.#show(shown, size));
  }

  #show(notification: wire.ServerNotification, size: number): void {
    if (this.isOver) return;
    this.#timers?.touch();
    this.output.push(notification, size);
    switch (notification.method) {
      case "turn/started":
        this.#started = notification.params.turn;
        break;
      case "turn/completed":
        this.#completed(notification.params.turn);
        break;
      case "error":
        this.#failed(notification.params);
        break;
      case "thread/status/changed":
        this.#statusChanged(notification.params.status);
        break;
      default:
        if (isProgress(notification.method)) this.#timers?.progressed();
    }
  }

  #completed(turn: wire.Turn): void {
    this.#server.apply({ type: "ended", outcome: { kind: "completed", turn } });
  }

  #failed({ error, willRetry }: wire.ErrorNotification): void {
    const reason = this.#place.server.redactor.value(error);
    if (willRetry) {
      this.#timers?.retrying(reason);
    } else {
      this.#timers?.failed(reason);
      this.#server.apply({ type: "failed", error });
    }
  }

  #statusChanged(status: wire.ThreadStatus | undefined): void {
    if (status === undefined) return;
    this.#server.apply({ type: status.type === "active" ? "active" : "idle" });
  }

  #follow(turnId: string): void {
    this.#turns.follow(turnId);
    this.#server.change();
  }

  /** The thread is free again, whatever the caller is told. */
  #over(outcome: TurnOutcome): void {
    const { record, records } = this.#place;
    this.#timers?.stop();
    record.release(this);
    record.watchers.delete(this);
    records.keepOrForget(record);
    const end = this.#endOf(outcome);
    if (end.kind === "lost" || !this.#options.readResult) {
      this.#caller.apply({ type: "over", end });
      return;
    }
    void this.#options.readResult(end.result.turn).then((result) => {
      this.#caller.apply({ type: "over", end: { kind: "completed", result } });
    });
  }

  #endOf(outcome: TurnOutcome): TurnEnd {
    if (outcome.kind === "lost" || outcome.kind === "refused") {
      return { kind: "lost", reason: outcome.reason };
    }
    const turn = turnOf(outcome, { id: this.turnId ?? "", started: this.#started });
    const result = this.output.result(turn);
    const hasBegun = this.turnId !== undefined;
    return hasBegun
      ? { kind: "completed", result }
      : { kind: "lost", reason: new TurnInterruptedError(result) };
  }

  #settled(end: TurnEnd): void {
    this.#timers?.stop();
    this.output.close(end);
  }

  /** The server is still owed an end of what nobody waits for any more. */
  #endUnwanted(): void {
    this.interrupt().catch((error: unknown) => {
      const { logger } = this.#place.server;
      logger.warn(
        `A turn of thread ${this.threadId} that was given up may go on: ${describeError(error)}`,
      );
    });
  }

  async #end(options: InterruptOptions): Promise<void> {
    const place = this.#place;
    try {
      await endTurn(this, place.server);
    } catch (reason) {
      if (this.isOver) return;
      if (!(reason instanceof ProtocolError)) throw reason;
      this.#server.apply({ type: "ended", outcome: { kind: "lost", reason } });
      throw reason;
    } finally {
      await Promise.all(this.#turns.all.map((turn) => endBegunWork(turn, options, place)));
    }
  }

  /** It was given up as lost, and is named after that: it must not go on. */
  #endLate(turnId: string): void {
    if (this.isSame(turnId)) return;
    const { record } = this.#place;
    const turn = new TurnRecord(record.id, turnId);
    record.begin(turn);
    void endRecordedTurn(turn, this.#place);
  }

  #startTimers(): void {
    this.#timers = new TurnTimers({
      timeouts: this.#options.timeouts ?? {},
      isWorking: () => this.#place.record.requests.size > 0 || this.#turns.isWorking(),
      expired: (reason) => this.#caller.apply({ type: "givenUp", reason }),
    });
  }
}
