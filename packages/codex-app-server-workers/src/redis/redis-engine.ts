import type { Approval } from "../engine/approval.js";
import type { Engine, Wait } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import type { BegunMessage, FleetEvent, LoggedEvent, Message, Outcome } from "../engine/message.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";
import { LeaseDesk } from "./lease-desk.js";
import { RedisApprovals } from "./redis-approvals.js";
import { readEvents } from "./redis-events.js";
import { RedisFleet } from "./redis-fleet.js";
import type { RedisEngineOptions } from "./redis-options.js";
import { RedisSignals } from "./redis-signals.js";
import { RedisTurns } from "./redis-turns.js";

/** An engine on Redis, for a fleet and workers on any number of machines. */
export interface RedisEngine extends Engine, AsyncDisposable {
  /**
   * Ends the connections. What waits rejects with an `EngineError`. Close workers first. May be
   * called again; never rejects.
   */
  close(): Promise<void>;
}

/**
 * Makes an engine on Redis 7 or later, which must keep what it is given: `maxmemory-policy` must be
 * `noeviction`. It connects with the first call. Throws the SDK's `OptionsError` for options that
 * can't be right.
 *
 * @example
 * ```ts
 * const engine = redisEngine({ connection: process.env.REDIS_URL ?? "redis://127.0.0.1:6379" });
 * const fleet = createFleet({ engine });
 * const { finalResponse } = await fleet.thread("user-42").run("What is 6 times 7?");
 * await engine.close();
 * ```
 */
export function redisEngine(options: RedisEngineOptions): RedisEngine {
  return new BullMqEngine(options);
}

class BullMqEngine implements RedisEngine {
  readonly #fleet: RedisFleet;
  readonly #desk: LeaseDesk;
  readonly #turns: RedisTurns;
  readonly #signals: RedisSignals;
  readonly #approvals: RedisApprovals;

  constructor(options: RedisEngineOptions) {
    this.#fleet = new RedisFleet(options);
    this.#desk = new LeaseDesk(this.#fleet);
    this.#turns = new RedisTurns(this.#fleet);
    this.#signals = new RedisSignals(this.#fleet);
    this.#approvals = new RedisApprovals(this.#fleet);
  }

  async close(): Promise<void> {
    this.#desk.close();
    this.#fleet.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  check(): Promise<void> {
    return this.#fleet.check();
  }

  send(threadId: string, message: Message): Promise<void> {
    return this.#turns.send(threadId, message);
  }

  outcome(threadId: string, turnId: string, wait?: Wait): Promise<Outcome> {
    return this.#turns.outcome(threadId, turnId, wait);
  }

  beginningOf(threadId: string, turnId: string): Promise<string> {
    return this.#turns.beginningOf(threadId, turnId);
  }

  events(
    threadId: string,
    options?: Wait & { after?: string | undefined },
  ): AsyncIterable<LoggedEvent> {
    return readEvents(this.#fleet, threadId, options);
  }

  signal(
    threadId: string,
    turnId: string,
    signal: TurnSignal,
    wait?: Wait,
  ): Promise<SignalOutcome> {
    return this.#signals.tell(threadId, turnId, signal, wait);
  }

  approvals(threadId: string): Promise<Approval[]> {
    return this.#approvals.list(threadId);
  }

  answerApproval(threadId: string, approvalId: string, answer: unknown): Promise<void> {
    return this.#approvals.answer(threadId, approvalId, answer);
  }

  take(_workerId: string, wait?: Wait): Promise<Lease> {
    return this.#desk.take(wait);
  }

  renew(lease: Lease): Promise<void> {
    return this.#desk.renew(lease);
  }

  release(lease: Lease): Promise<void> {
    return this.#desk.release(lease);
  }

  begin(lease: Lease): Promise<BegunMessage | undefined> {
    return this.#turns.begin(lease);
  }

  endAttempt(lease: Lease, turnId: string, isFailure: boolean): Promise<number> {
    return this.#turns.endAttempt(lease, turnId, isFailure);
  }

  bind(lease: Lease, codexThreadId: string): Promise<void> {
    return this.#turns.bind(lease, codexThreadId);
  }

  append(lease: Lease, turnId: string, events: readonly FleetEvent[]): Promise<void> {
    return this.#turns.append(lease, turnId, events);
  }

  signals(lease: Lease, turnId: string, wait: Wait): AsyncIterable<TurnSignal> {
    return this.#signals.follow(lease, turnId, wait);
  }

  answerSignal(
    lease: Lease,
    turnId: string,
    signalId: string,
    outcome: SignalOutcome,
  ): Promise<void> {
    return this.#signals.answer(lease, { turnId, signalId, outcome });
  }

  ask(lease: Lease, approval: Approval, wait?: Wait): Promise<unknown> {
    return this.#approvals.ask(lease, approval, wait);
  }

  acknowledge(lease: Lease, turnId: string, outcome: Outcome): Promise<void> {
    return this.#turns.acknowledge(lease, turnId, outcome);
  }
}
