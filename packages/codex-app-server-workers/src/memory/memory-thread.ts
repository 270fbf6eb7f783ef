import type { Approval } from "../engine/approval.js";
import { approvalStartOf } from "../engine/approval-start-of.js";
import type { Limits } from "../engine/engine-limits.js";
import { lastEventOf } from "../engine/last-event-of.js";
import type { Lease } from "../engine/lease.js";
import type { BegunMessage, FleetEvent, Message, Outcome } from "../engine/message.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";
import { LeaseLostError, MailboxFullError, TurnUnknownError } from "../errors/index.js";
import { EventLog } from "./event-log.js";
import { MemoryLease } from "./memory-lease.js";
import { OpenApprovals } from "./open-approvals.js";
import { TurnState } from "./turn-state.js";

/** All that the engine knows of one thread. Its methods are the atomic steps of the engine. */
export class MemoryThread {
  readonly log: EventLog;
  readonly approvals: OpenApprovals;
  readonly #id: string;
  readonly #limits: Limits;
  /** Called when it may have messages and no lease, which `lease()` finds out. */
  readonly #onReady: () => void;
  readonly #mailbox: Message[] = [];
  readonly #turns = new Map<string, TurnState>();
  /** The turns that have ended, the first one first. */
  readonly #ended: string[] = [];
  #lease: MemoryLease | undefined;
  #token = 0;
  #codexThreadId: string | null = null;
  #isStored = false;

  constructor(id: string, limits: Limits, onReady: () => void) {
    this.#id = id;
    this.#limits = limits;
    this.#onReady = onReady;
    this.log = new EventLog(id, limits.maxEvents);
    this.approvals = new OpenApprovals(id);
  }

  turn(turnId: string): TurnState {
    const turn = this.#turns.get(turnId);
    if (!turn) throw new TurnUnknownError(this.#id, turnId);
    return turn;
  }

  send(message: Message): void {
    if (this.#turns.has(message.id)) return;
    const { maxWaiting } = this.#limits;
    if (maxWaiting > 0 && this.#mailbox.length >= maxWaiting) {
      throw new MailboxFullError(this.#id, maxWaiting);
    }
    this.#turns.set(message.id, new TurnState());
    this.#mailbox.push(message);
    this.#onReady();
  }

  beginningOf(turnId: string): string {
    return this.turn(turnId).beginning ?? this.log.end;
  }

  signal(turnId: string, signal: TurnSignal): TurnState {
    const turn = this.turn(turnId);
    if (turn.hasEnded) {
      turn.answer(signal.id, { kind: "late" });
    } else if (turn.attempts === 0 && signal.kind === "interrupt") {
      turn.answer(signal.id, { kind: "done" });
      this.#end(turnId, { kind: "cancelled" });
    } else {
      turn.tell(signal);
    }
    return turn;
  }

  /** Undefined when somebody has it, or there is nothing to do. */
  lease(): Lease | undefined {
    if (this.#lease || this.#mailbox.length === 0) return undefined;
    this.#token += 1;
    const { leaseMs } = this.#limits;
    this.#lease = new MemoryLease(this.#token, leaseMs, () => this.#letGo());
    return {
      threadId: this.#id,
      token: this.#token,
      durationMs: leaseMs,
      codexThreadId: this.#codexThreadId,
      isStored: this.#isStored,
    };
  }

  renew(lease: Lease): void {
    this.#held(lease).renew();
  }

  release(lease: Lease): void {
    if (this.holds(lease)) this.#letGo();
  }

  holds({ token }: Lease): boolean {
    return this.#lease?.token === token;
  }

  begin(lease: Lease): BegunMessage | undefined {
    this.#held(lease);
    const [message] = this.#mailbox;
    if (!message) return undefined;
    const turn = this.turn(message.id);
    turn.attempts += 1;
    turn.beginning ??= this.log.end;
    this.log.append(message.id, [{ type: "attempt-start", attempt: turn.attempts }]);
    const isInterrupted = turn.signals.some(({ kind }) => kind === "interrupt");
    const deaths = turn.attempts - 1 - turn.endedAttempts;
    return { message, attempt: turn.attempts, deaths, isInterrupted };
  }

  endAttempt(lease: Lease, turnId: string, isFailure: boolean): number {
    this.#held(lease);
    const turn = this.turn(turnId);
    turn.endedAttempts += 1;
    if (isFailure) turn.failures += 1;
    return turn.failures;
  }

  bind(lease: Lease, codexThreadId: string): void {
    this.#held(lease);
    this.#codexThreadId = codexThreadId;
  }

  append(lease: Lease, turnId: string, events: readonly FleetEvent[]): void {
    this.#held(lease);
    this.log.append(turnId, events);
  }

  answerSignal(lease: Lease, turnId: string, signalId: string, outcome: SignalOutcome): void {
    this.#held(lease);
    this.turn(turnId).answer(signalId, outcome);
  }

  ask(lease: Lease, approval: Approval, signal?: AbortSignal): Promise<unknown> {
    this.#held(lease);
    const answered = this.approvals.open(approval, signal);
    this.log.append(approval.turnId, [approvalStartOf(approval)]);
    return answered;
  }

  acknowledge(lease: Lease, turnId: string, outcome: Outcome): void {
    this.#held(lease);
    this.#isStored ||= outcome.kind === "finished";
    this.approvals.closeAll();
    this.#end(turnId, outcome);
  }

  #end(turnId: string, outcome: Outcome): void {
    const place = this.#mailbox.findIndex(({ id }) => id === turnId);
    if (place >= 0) this.#mailbox.splice(place, 1);
    const turn = this.turn(turnId);
    turn.beginning ??= this.log.end;
    this.log.append(turnId, [lastEventOf(outcome)]);
    turn.end(outcome);
    this.#ended.push(turnId);
    const { maxOutcomes } = this.#limits;
    if (maxOutcomes === 0 || this.#ended.length <= maxOutcomes) return;
    const [oldest] = this.#ended.splice(0, 1);
    if (oldest !== undefined) this.#turns.delete(oldest);
  }

  #held(lease: Lease): MemoryLease {
    if (!this.#lease || !this.holds(lease)) throw new LeaseLostError(this.#id, lease.token);
    return this.#lease;
  }

  #letGo(): void {
    this.#lease?.end();
    this.#lease = undefined;
    this.approvals.closeAll();
    // Those that followed the signals of the lease learn that it is over.
    for (const turn of this.#turns.values()) turn.changed.ring();
    if (this.#mailbox.length > 0) this.#onReady();
  }
}
