import type { Approval } from "./approval.js";
import type { Lease } from "./lease.js";
import type { BegunMessage, FleetEvent, LoggedEvent, Message, Outcome } from "./message.js";
import type { SignalOutcome, TurnSignal } from "./turn-signal.js";

/** A wait that can be given up: it rejects with the signal's reason. */
export interface Wait {
  /** Gives the wait up when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the fleet and its workers share: per thread a mailbox, a lease, an event log, open approvals
 * and signals. Each method is one atomic step: it happens whole or not at all. Those that take a
 * lease are fenced: they reject with a `LeaseLostError` and change nothing when the thread was
 * leased anew, or the lease has run out.
 */
export interface Engine {
  /** Resolves when the engine can do its work now. Rejects with an `EngineError` when it can't. */
  check(): Promise<void>;
  /**
   * Puts a message at the end of the thread's mailbox and makes the thread known as having work. A
   * message whose id the thread has had already changes nothing. Rejects with a `MailboxFullError`
   * when too many wait.
   */
  send(threadId: string, message: Message): Promise<void>;
  /**
   * Resolves when the message has been acknowledged, with its outcome. Rejects with a
   * `TurnUnknownError` when the thread has no such message, or not any more.
   */
  outcome(threadId: string, turnId: string, wait?: Wait): Promise<Outcome>;
  /**
   * The id of the event after which those of the turn begin: the last one before its first attempt;
   * the last one that there is while it waits. Rejects as `outcome()`.
   */
  beginningOf(threadId: string, turnId: string): Promise<string>;
  /**
   * The thread's events after `after`, those to come included; never ends by itself. Without
   * `after` it begins with the oldest that is kept. Rejects with an `EventsTrimmedError` when
   * events after `after` are not kept any more, also when the reader falls that far behind.
   */
  events(
    threadId: string,
    options?: Wait & { after?: string | undefined },
  ): AsyncIterable<LoggedEvent>;
  /**
   * Tells a turn something, and resolves with what became of it. One that waits and is interrupted
   * is cancelled in this same step. All others are kept until the message is acknowledged, and told
   * to each attempt anew. Rejects as `outcome()`.
   */
  signal(threadId: string, turnId: string, signal: TurnSignal, wait?: Wait): Promise<SignalOutcome>;
  /** The thread's questions that wait for an answer, the oldest first. */
  approvals(threadId: string): Promise<Approval[]>;
  /**
   * Answers a question. Only the first answer counts: further ones reject with an
   * `ApprovalOverError`, as does one to a question that nobody asks any more.
   */
  answerApproval(threadId: string, approvalId: string, answer: unknown): Promise<void>;

  /** Waits for a thread that has messages and no lease, and leases it, with the next token. */
  take(workerId: string, wait?: Wait): Promise<Lease>;
  /** Makes the lease hold for another `durationMs`. */
  renew(lease: Lease): Promise<void>;
  /**
   * Gives the lease back; the thread can be taken again at once if it has messages. Does nothing
   * when the lease is lost.
   */
  release(lease: Lease): Promise<void>;
  /**
   * Begins an attempt at the first message of the mailbox, which stays there, and writes its
   * `attempt-start`. Resolves with undefined when there is none.
   */
  begin(lease: Lease): Promise<BegunMessage | undefined>;
  /**
   * Ends the attempt at the message without an answer, and resolves with how many attempts have
   * failed: with `isFailure` this one has, for a reason of the message's own.
   */
  endAttempt(lease: Lease, turnId: string, isFailure: boolean): Promise<number>;
  /** Writes down the id that the app-server has given to the thread. */
  bind(lease: Lease, codexThreadId: string): Promise<void>;
  /** Adds events to the log, which is cut to its limit. */
  append(lease: Lease, turnId: string, events: readonly FleetEvent[]): Promise<void>;
  /**
   * What the turn is told: all of it from the beginning, then what comes. Ends when `wait` aborts
   * or the lease is lost.
   */
  signals(lease: Lease, turnId: string, wait: Wait): AsyncIterable<TurnSignal>;
  /** Says what became of it. The first answer counts. */
  answerSignal(
    lease: Lease,
    turnId: string,
    signalId: string,
    outcome: SignalOutcome,
  ): Promise<void>;
  /**
   * Asks a question: opens it and writes its `approval-start`, in one step, then waits for the
   * answer. When the wait is given up, the question is closed.
   */
  ask(lease: Lease, approval: Approval, wait?: Wait): Promise<unknown>;
  /**
   * Ends the message, which must be the first one: takes it out of the mailbox, keeps the outcome,
   * writes the last event, closes its questions and answers its signals with `late`. Called only
   * after the store has all of the turn.
   */
  acknowledge(lease: Lease, turnId: string, outcome: Outcome): Promise<void>;
}
