import type { Approval } from "../engine/approval.js";
import { asJson } from "../engine/as-json.js";
import type { Engine, Wait } from "../engine/engine.js";
import { type EngineLimits, type Limits, limitsOf } from "../engine/engine-limits.js";
import type { Lease } from "../engine/lease.js";
import type { BegunMessage, FleetEvent, LoggedEvent, Message, Outcome } from "../engine/message.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";
import { MemoryThread } from "./memory-thread.js";
import { ReadyThreads } from "./ready-threads.js";

/**
 * Makes an engine that lives in the memory of this process: its fleet and its workers must be here,
 * too. All that waits and runs is gone when the process ends; what is in the store is not. Until
 * then it keeps what it knows of each thread, up to its limits. Throws the SDK's `OptionsError` for
 * limits that can't be right.
 *
 * @example
 * ```ts
 * const engine = memoryEngine();
 * const worker = createWorker({ engine, store: memoryThreadStore() });
 * const fleet = createFleet({ engine });
 * const { finalResponse } = await fleet.thread("user-42").run("What is 6 times 7?");
 * await worker.close();
 * ```
 */
export function memoryEngine(limits: EngineLimits = {}): Engine {
  return new MemoryEngine(limitsOf(limits));
}

class MemoryEngine implements Engine {
  readonly #limits: Limits;
  readonly #threads = new Map<string, MemoryThread>();
  readonly #ready = new ReadyThreads();

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  async check(): Promise<void> {}

  async send(threadId: string, message: Message): Promise<void> {
    this.#thread(threadId).send(JSON.parse(asJson("message", message)) as Message);
  }

  async outcome(threadId: string, turnId: string, wait: Wait = {}): Promise<Outcome> {
    return this.#thread(threadId).turn(turnId).ended(wait.signal);
  }

  async beginningOf(threadId: string, turnId: string): Promise<string> {
    return this.#thread(threadId).beginningOf(turnId);
  }

  events(
    threadId: string,
    { after, signal }: Wait & { after?: string | undefined } = {},
  ): AsyncIterable<LoggedEvent> {
    return this.#thread(threadId).log.read(after, signal);
  }

  async signal(
    threadId: string,
    turnId: string,
    signal: TurnSignal,
    wait: Wait = {},
  ): Promise<SignalOutcome> {
    const told = JSON.parse(asJson("signal", signal)) as TurnSignal;
    return this.#thread(threadId).signal(turnId, told).answered(signal.id, wait.signal);
  }

  async approvals(threadId: string): Promise<Approval[]> {
    return this.#thread(threadId).approvals.list();
  }

  async answerApproval(threadId: string, approvalId: string, answer: unknown): Promise<void> {
    this.#thread(threadId).approvals.answer(approvalId, JSON.parse(asJson("answer", answer)));
  }

  async take(_workerId: string, wait: Wait = {}): Promise<Lease> {
    for (;;) {
      const lease = this.#thread(await this.#ready.next(wait.signal)).lease();
      if (lease) return lease;
    }
  }

  async renew(lease: Lease): Promise<void> {
    this.#thread(lease.threadId).renew(lease);
  }

  async release(lease: Lease): Promise<void> {
    this.#thread(lease.threadId).release(lease);
  }

  async begin(lease: Lease): Promise<BegunMessage | undefined> {
    return this.#thread(lease.threadId).begin(lease);
  }

  async endAttempt(lease: Lease, turnId: string, isFailure: boolean): Promise<number> {
    return this.#thread(lease.threadId).endAttempt(lease, turnId, isFailure);
  }

  async bind(lease: Lease, codexThreadId: string): Promise<void> {
    this.#thread(lease.threadId).bind(lease, codexThreadId);
  }

  async append(lease: Lease, turnId: string, events: readonly FleetEvent[]): Promise<void> {
    this.#thread(lease.threadId).append(lease, turnId, events);
  }

  async *signals(lease: Lease, turnId: string, { signal }: Wait): AsyncIterable<TurnSignal> {
    const thread = this.#thread(lease.threadId);
    const turn = thread.turn(turnId);
    for (let next = 0; thread.holds(lease) && !signal?.aborted; ) {
      const told = turn.signals[next];
      if (told) {
        next += 1;
        yield told;
      } else {
        await turn.changed.next(signal).catch(() => {}); // the abort ends the loop
      }
    }
  }

  async answerSignal(
    lease: Lease,
    turnId: string,
    signalId: string,
    outcome: SignalOutcome,
  ): Promise<void> {
    this.#thread(lease.threadId).answerSignal(lease, turnId, signalId, outcome);
  }

  async ask(lease: Lease, approval: Approval, wait: Wait = {}): Promise<unknown> {
    return this.#thread(lease.threadId).ask(lease, approval, wait.signal);
  }

  async acknowledge(lease: Lease, turnId: string, outcome: Outcome): Promise<void> {
    this.#thread(lease.threadId).acknowledge(lease, turnId, outcome);
  }

  #thread(threadId: string): MemoryThread {
    const known = this.#threads.get(threadId);
    if (known) return known;
    const thread = new MemoryThread(threadId, this.#limits, () => this.#ready.add(threadId));
    this.#threads.set(threadId, thread);
    return thread;
  }
}
