import type * as wire from "codex-app-server-sdk/protocol";
import { onAbort } from "../async/on-abort.js";
import { settlesWithin } from "../async/settles-within.js";
import { withResolvers } from "../async/with-resolvers.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { ProtocolError } from "../errors/index.js";
import type { AsyncQueue } from "../notifications/async-queue.js";
import { createNotificationQueue } from "../notifications/notification-hub.js";
import type { Reservation, TurnAddress, TurnSink } from "../notifications/turn-router.js";
import { ActiveTurn, saysNoActiveTurn } from "./active-turn.js";
import { createTurnCollector } from "./collect-turn.js";
import type { TurnResult } from "./turn-result.js";
import { startTurnTimers, type TurnTimeouts, type TurnTimers } from "./turn-timers.js";
import { createWorkingItems } from "./working-items.js";

export interface RunningTurnOptions {
  threadId: string;
  client: AppServerClient;
  /** Released when the turn has ended. */
  reservation: Reservation;
  signal: AbortSignal | undefined;
  timeouts: TurnTimeouts | undefined;
  /** Whether notifications are kept for a stream that may be opened later. */
  keepsNotifications: boolean;
  /** For a goal, which consists of many turns: keeps the server from starting the next one. */
  pause?(): Promise<unknown>;
}

/** Options of `turn.interrupt()`. */
export interface InterruptOptions {
  /** What happens to commands that the turn left running; default `stop`. */
  commands?: "stop" | "keep" | undefined;
}

/** How a turn ended: the server completed it, or this client lost it or gave it up. */
export type TurnEnd = { kind: "completed"; result: TurnResult } | { kind: "lost"; reason: unknown };

/** How long to wait for the end of a turn that was given up. */
export const graceMs = 2_000;

/** How long to wait for `turn/started` before a turn is interrupted without it. */
const startedMs = 2_000;

/** A running turn: collects its result, feeds its streams, interrupts it. */
export class RunningTurn implements TurnSink {
  readonly threadId: string;
  readonly turnId: string;
  readonly #options: RunningTurnOptions;
  readonly #client: AppServerClient;
  readonly #collector = createTurnCollector();
  readonly #workingItems = createWorkingItems();
  readonly #timers: TurnTimers;
  readonly #active: ActiveTurn;
  readonly #ended = withResolvers<TurnEnd>();
  readonly #queues = new Set<AsyncQueue<wire.ServerNotification>>();
  /** The queue that the first stream will take over. */
  #backlog: AsyncQueue<wire.ServerNotification> | undefined;
  #joinedInClosedQueues = 0;
  #isInterrupting = false;
  #end: TurnEnd | undefined;
  /** Why this client gave the turn up. It becomes the reason of the turn's end. */
  #givenUp: { reason: unknown; timer: NodeJS.Timeout } | undefined;
  readonly #forgetSignal: () => void = () => {};

  constructor(turnId: string, options: RunningTurnOptions) {
    this.turnId = turnId;
    this.threadId = options.threadId;
    this.#active = new ActiveTurn(turnId, { changes: options.pause !== undefined });
    this.#options = options;
    this.#client = options.client;
    this.#timers = startTurnTimers(
      options.timeouts ?? {},
      () => this.#isWorking(),
      (error) => this.#giveUp(error),
    );
    if (options.keepsNotifications) this.#backlog = this.#createQueue();
    this.#forgetSignal = onAbort(options.signal, (reason) => this.#giveUp(reason));
  }

  /** Resolves when the turn has ended, in whatever way. Never rejects. */
  get ended(): Promise<TurnEnd> {
    return this.#ended.promise;
  }

  get isRunning(): boolean {
    return this.#end === undefined;
  }

  /** The server's reason for a failed turn, with secrets removed. */
  reasonOf({ turn }: TurnResult): string | undefined {
    return turn.error ? this.#client.options.redactor.text(turn.error.message) : undefined;
  }

  /** How many deltas were joined to the one before them because a stream was read too slowly. */
  get joined(): number {
    let joined = this.#joinedInClosedQueues;
    for (const queue of this.#queues) joined += queue.joined;
    return joined;
  }

  /**
   * Opens a stream. The first one gets everything from the start of the turn, later ones what
   * follows.
   */
  openStream(): AsyncQueue<wire.ServerNotification> {
    const queue = this.#backlog ?? this.#createQueue();
    this.#backlog = undefined;
    return queue;
  }

  owns({ method, turnId, rootTurnId }: TurnAddress): boolean {
    if (turnId !== undefined) return turnId === this.turnId || rootTurnId === this.turnId;
    return method === "thread/status/changed" || method === "warning";
  }

  push(notification: wire.ServerNotification, size: number): void {
    if (this.#end) return;
    this.#timers.touch();
    // Streams come first, so that they get even a notification that can't be processed.
    for (const queue of this.#queues) queue.push(notification, size);
    this.#collector.add(notification);
    this.#workingItems.add(notification);
    if (notification.method === "turn/started") this.follow(notification.params.turn.id);
    if (notification.method === "turn/completed") this.#complete(notification.params.turn);
  }

  overflow(): void {
    for (const queue of this.#queues) queue.overflow();
  }

  fail(reason: Error): void {
    this.#finish({ kind: "lost", reason });
  }

  /** Tells that the server now runs the turn under this id. */
  follow(activeId: string): void {
    this.#active.follow(activeId);
    if (this.#isInterrupting) this.#interruptLatecomer(activeId);
  }

  /** Adds input to the running turn. Rejects with the server's error when it has ended. */
  async steer(input: wire.UserInput[]): Promise<void> {
    const { id, next } = this.#active;
    try {
      await this.#active.send(id, (expectedTurnId) =>
        this.#client.request("turn/steer", { threadId: this.threadId, expectedTurnId, input }),
      );
    } catch (error) {
      // A goal is between two of its turns; the next one takes the input.
      if (!this.#options.pause || !saysNoActiveTurn(error)) throw error;
      await Promise.race([next, this.ended]);
      if (!this.isRunning) throw error;
      await this.steer(input);
    }
  }

  /** Interrupts the turn and resolves when it has ended. */
  async interrupt({ commands = "stop" }: InterruptOptions = {}): Promise<void> {
    // Before `turn/started` the server knows of no active turn; with an empty id it interrupts
    // whatever runs.
    const isKnown = await settlesWithin(
      Promise.race([this.#active.started, this.ended]),
      startedMs,
    );
    if (!this.isRunning) return;
    await this.#options.pause?.();
    this.#isInterrupting = true;
    await this.#requestInterrupt(isKnown ? this.#active.id : "");
    await this.#waitForEnd();
    if (commands === "stop") await this.#stopCommands();
  }

  /**
   * The end follows an interrupt within milliseconds. When it does not come, the server has lost
   * the turn.
   */
  async #waitForEnd(): Promise<void> {
    const { requestMs } = this.#client.options.timeouts;
    if (await settlesWithin(this.ended, requestMs)) return;
    const reason = new ProtocolError(
      `The server did not end turn ${this.turnId} within ${requestMs} ms of its interrupt.`,
    );
    this.#finish({ kind: "lost", reason });
    throw reason;
  }

  async #requestInterrupt(activeId: string): Promise<void> {
    try {
      await this.#active.send(activeId, (turnId) =>
        this.#client.request("turn/interrupt", { threadId: this.threadId, turnId }),
      );
    } catch (error) {
      if (this.isRunning && !saysNoActiveTurn(error)) throw error;
    }
  }

  /**
   * Interrupts a goal's next turn that the server had decided on just before the goal was paused.
   */
  #interruptLatecomer(activeId: string): void {
    this.#requestInterrupt(activeId).catch((error: unknown) => {
      this.#client.options.logger.warn(`Turn ${activeId} could not be interrupted: ${error}`);
    });
  }

  /** Ends the commands of the turn, which the server leaves running after an interrupt. */
  async #stopCommands(): Promise<void> {
    if (!this.#client.options.experimentalApi) return;
    try {
      await this.#client.request("thread/backgroundTerminals/clean", { threadId: this.threadId });
    } catch (error) {
      this.#client.options.logger.warn(`Commands of turn ${this.turnId} may still run: ${error}`);
    }
  }

  #complete(turn: wire.Turn): void {
    if (this.#givenUp) {
      this.#finish({ kind: "lost", reason: this.#givenUp.reason });
    } else {
      this.#finish({ kind: "completed", result: this.#collector.result(turn) });
    }
  }

  /** Interrupts the turn for `reason` and waits a little for its end. */
  #giveUp(reason: unknown): void {
    if (this.#end || this.#givenUp) return;
    const finish = (): void => this.#finish({ kind: "lost", reason });
    this.#givenUp = { reason, timer: setTimeout(finish, graceMs) };
    this.interrupt().catch((error: unknown) => {
      this.#client.options.logger.warn(`Turn ${this.turnId} could not be interrupted: ${error}`);
    });
  }

  #finish(end: TurnEnd): void {
    if (this.#end) return;
    this.#end = end;
    this.#timers.stop();
    this.#forgetSignal();
    clearTimeout(this.#givenUp?.timer);
    for (const queue of this.#queues) {
      if (end.kind === "completed") {
        queue.end();
      } else {
        queue.fail(end.reason);
      }
    }
    this.#options.reservation.release();
    this.#ended.resolve(end);
  }

  #isWorking(): boolean {
    return this.#workingItems.some() || this.#client.serverRequests.isWaiting(this.threadId);
  }

  #createQueue(): AsyncQueue<wire.ServerNotification> {
    const queue = createNotificationQueue(this.#client.options.limits, () => {
      this.#joinedInClosedQueues += queue.joined;
      this.#queues.delete(queue);
    });
    if (this.#end) {
      queue.end();
    } else {
      this.#queues.add(queue);
    }
    return queue;
  }
}
