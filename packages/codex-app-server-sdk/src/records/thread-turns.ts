import type * as wire from "codex-app-server-sdk/protocol";
import { TurnInProgressError } from "../errors/index.js";
import type { Address } from "./address.js";
import type { TurnHolder } from "./turn-holder.js";
import { TurnRecord } from "./turn-record.js";

/** Told which turn ran on a thread before, and which one runs now. */
export type TurnChanged = (before: TurnRecord | undefined, after: TurnRecord | undefined) => void;

/** Which turn runs on a thread, who has the right to it, and who else follows it. */
export class ThreadTurns {
  /** Who follows a turn that this client did not start. */
  readonly watchers = new Set<TurnHolder>();
  /** Turns that are over and whose commands go on. */
  readonly #left = new Set<TurnRecord>();
  readonly #threadId: string;
  readonly #changed: TurnChanged;
  #holder: TurnHolder | undefined;
  /** Who keeps the thread's turn for further ones of its own. */
  #reservedFor: object | undefined;
  #open: TurnRecord | undefined;
  #lastEnded: string | undefined;
  /** Whether a turn runs of which nothing but that is known. */
  #isActive = false;
  /** Who expects the server to start a turn by itself. */
  readonly #expecting = new Set<object>();

  /** `changed` is called when another turn runs than before, or none. */
  constructor(threadId: string, changed: TurnChanged) {
    this.#threadId = threadId;
    this.#changed = changed;
  }

  /** The turn that runs, as far as its id is known. */
  get running(): TurnRecord | undefined {
    return this.#open?.isIdle ? undefined : this.#open;
  }

  /** The turn that was begun and has not been completed, idle or not. */
  get open(): TurnRecord | undefined {
    return this.#open;
  }

  /** The turn that has ended last. */
  get lastEnded(): string | undefined {
    return this.#lastEnded;
  }

  get holder(): TurnHolder | undefined {
    return this.#holder;
  }

  /** All who are told what is said of the thread's turns. */
  get followers(): TurnHolder[] {
    return this.#holder ? [this.#holder, ...this.watchers] : [...this.watchers];
  }

  /** Whether one runs, or is to start. */
  get isAny(): boolean {
    if (this.#holder !== undefined || this.running !== undefined) return true;
    return this.#isActive || this.#expecting.size > 0;
  }

  /** Whether none may be started. */
  get isBusy(): boolean {
    return this.isAny || this.#reservedFor !== undefined;
  }

  /** Whether a turn runs that is not the holder's. */
  get isBusyElsewhere(): boolean {
    const { running } = this;
    return this.#isActive || (running !== undefined && !this.isOwn(running.turnId));
  }

  /** Whether this client has started the turn of this id. */
  isOwn(turnId: string): boolean {
    return this.#holder?.isSame(turnId) ?? false;
  }

  /** Whether the server has said already that this turn is over. */
  hasEnded(turnId: string): boolean {
    return this.#lastEnded === turnId;
  }

  /** Whether a command of an earlier turn than this one still runs as an item of this id. */
  hasLeftCommand(itemId: string, turn: TurnRecord): boolean {
    return [...this.#left].some((left) => left !== turn && left.hasCommand(itemId));
  }

  /**
   * Keeps the thread's turn for one turn after the other, until `free` is called. Throws a
   * `TurnInProgressError` when one runs.
   */
  reserve(owner: object): void {
    this.assertIdle();
    this.#reservedFor = owner;
  }

  /** Others may take the thread's turn again. */
  free(owner: object): void {
    if (this.#reservedFor === owner) this.#reservedFor = undefined;
  }

  /** Takes the right to the thread's turn. Throws a `TurnInProgressError` when one runs. */
  take(holder: TurnHolder, owner?: object): void {
    this.assertIdle(owner);
    this.#holder = holder;
  }

  /** Gives the right to a turn that was expected, or runs already; one that has it keeps it. */
  adopt(holder: TurnHolder): void {
    this.#holder ??= holder;
  }

  /**
   * Gives the right back. Does nothing for anybody else than its holder. A turn that somebody else
   * has started meanwhile still runs.
   */
  release(holder: TurnHolder): void {
    if (this.#holder !== holder) return;
    this.#holder = undefined;
    if (this.#open && holder.isSame(this.#open.turnId)) this.#set(undefined);
  }

  /** Until `expectNot` the thread is not free: the server is to start a turn on it by itself. */
  expect(reason: object): void {
    this.#expecting.add(reason);
  }

  expectNot(reason: object): void {
    this.#expecting.delete(reason);
  }

  /**
   * Throws a `TurnInProgressError` when a turn runs, whoever started it, or when the thread is kept
   * for somebody else than `owner`.
   */
  assertIdle(owner?: object): void {
    if (this.isAny || this.#reservedFor !== owner) throw new TurnInProgressError(this.#threadId);
  }

  /** A turn of which nothing else is known runs on the thread. */
  markActive(): void {
    this.#isActive = this.#open === undefined;
  }

  /** No turn runs of which nothing is known. */
  markIdle(): void {
    this.#isActive = false;
  }

  /** The turn runs on this thread from now on. */
  begin(turn: TurnRecord): void {
    this.#set(turn);
    this.#isActive = false;
  }

  /** The server has started a turn, under an id that may be a further one of a turn that runs. */
  started(turnId: string, rootTurnId: string | undefined): void {
    const isKnown = this.#open?.names(turnId) || (rootTurnId && this.#open?.names(rootTurnId));
    if (!isKnown) this.begin(new TurnRecord(this.#threadId, turnId));
    this.#open?.started(turnId, rootTurnId);
  }

  /** Something was said of an item of the turn that runs, or of one that has left commands. */
  observe(notification: wire.ServerNotification, address: Address): void {
    this.#open?.observe(notification, address);
    if (this.#left.size === 0) return;
    for (const turn of this.#left) {
      turn.observe(notification, address);
      if (!turn.hasCommands) this.#left.delete(turn);
    }
  }

  /** The thread does nothing any more. The completion of its turn may be to come. */
  becomeIdle(): void {
    this.#isActive = false;
    if (!this.#open) return;
    this.#open.isIdle = true;
    this.#lastEnded = this.#open.turnId;
  }

  /** The turn runs on this thread no more. */
  over(turn: TurnRecord): void {
    if (this.#open === turn) this.#set(undefined);
    else turn.end();
  }

  /** The server has completed the turn of this id. */
  completed(turnId: string): void {
    this.#lastEnded = turnId;
    if (this.#open?.names(turnId)) this.#set(undefined);
    this.#isActive = false;
  }

  /** No turn runs, whatever was said of one. */
  end(): void {
    this.#set(undefined);
    this.#isActive = false;
  }

  /** Nothing more will be heard of the commands that earlier turns have left. */
  forgetCommands(): void {
    this.#left.clear();
  }

  #set(turn: TurnRecord | undefined): void {
    const before = this.#open;
    if (before === turn) return;
    before?.end();
    if (before?.hasCommands) this.#left.add(before);
    this.#open = turn;
    this.#changed(before, turn);
  }
}
