import type { Approval } from "../engine/approval.js";
import { approvalStartOf } from "../engine/approval-start-of.js";
import { asJson } from "../engine/as-json.js";
import type { Engine, Wait } from "../engine/engine.js";
import { type Limits, limitsOf, requireWhole } from "../engine/engine-limits.js";
import { lastEventOf } from "../engine/last-event-of.js";
import type { Lease } from "../engine/lease.js";
import type { BegunMessage, FleetEvent, LoggedEvent, Message, Outcome } from "../engine/message.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";
import {
  ApprovalOverError,
  EngineError,
  LeaseLostError,
  MailboxFullError,
  TurnUnknownError,
} from "../errors/index.js";
import { connectRedis } from "./connect-redis.js";
import { Doorbell } from "./doorbell.js";
import { LeaseDesk } from "./lease-desk.js";
import { readEvents } from "./redis-events.js";
import type { RedisEngineOptions } from "./redis-options.js";
import { RedisThreads } from "./redis-threads.js";
import {
  answerScript,
  approvalsScript,
  beginningScript,
  outcomeScript,
  sendScript,
  signalOutcomeScript,
  signalScript,
} from "./scripts/fleet-scripts.js";
import type { Script } from "./scripts/script.js";
import {
  acknowledgeScript,
  answerSignalScript,
  appendScript,
  approvalAnswerScript,
  askScript,
  beginScript,
  bindScript,
  closeApprovalScript,
  countFailureScript,
  renewScript,
  signalsScript,
} from "./scripts/worker-scripts.js";
import { ThreadEars, type Word } from "./thread-ears.js";

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
  readonly #limits: Limits;
  readonly #keepMs: number;
  readonly #threads: RedisThreads;
  readonly #ears: ThreadEars;
  readonly #doorbell: Doorbell;
  readonly #desk: LeaseDesk;
  readonly #closing = new AbortController();
  readonly #disconnect: () => void;
  #closed: Promise<void> | undefined;

  constructor(options: RedisEngineOptions) {
    const { prefix = "codex", keepMs = 24 * 3_600_000 } = options;
    this.#limits = limitsOf(options);
    requireWhole("keepMs", keepMs, 0);
    this.#keepMs = keepMs;
    const connected = connectRedis(options);
    this.#disconnect = () => connected.redis.disconnect();
    const ears = connected.redis.duplicate();
    ears.on("error", () => {}); // the commands' own connection says that Redis is gone
    this.#ears = new ThreadEars(ears);
    this.#threads = new RedisThreads(connected, prefix);
    this.#doorbell = new Doorbell(connected.redis, prefix, this.#limits.leaseMs);
    this.#desk = new LeaseDesk(this.#threads, this.#doorbell, this.#limits.leaseMs);
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async send(threadId: string, message: Message): Promise<void> {
    const { maxWaiting } = this.#limits;
    const text = asJson("message", message);
    const [kind] = await this.#threads.run(sendScript, threadId, message.id, text, maxWaiting);
    if (kind === "full") throw new MailboxFullError(threadId, maxWaiting);
    // The message is safe by now: where nobody is told of it, the next sweep tells.
    await this.#threads.call(() => this.#doorbell.ring(threadId)).catch(() => {});
  }

  outcome(threadId: string, turnId: string, wait: Wait = {}): Promise<Outcome> {
    return this.#await(threadId, "turns", wait, async () => {
      const [kind, outcome = ""] = await this.#threads.run(outcomeScript, threadId, turnId);
      if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
      return kind === "ended" ? (JSON.parse(outcome) as Outcome) : undefined;
    });
  }

  async beginningOf(threadId: string, turnId: string): Promise<string> {
    const [kind, after = "0"] = await this.#threads.run(beginningScript, threadId, turnId);
    if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
    return after;
  }

  events(
    threadId: string,
    { after, signal }: Wait & { after?: string | undefined } = {},
  ): AsyncIterable<LoggedEvent> {
    const place = { threads: this.#threads, ears: this.#ears };
    return readEvents(place, threadId, { after, signal: this.#until(signal) });
  }

  async signal(
    threadId: string,
    turnId: string,
    signal: TurnSignal,
    wait: Wait = {},
  ): Promise<SignalOutcome> {
    const cancelled: Outcome = { kind: "cancelled" };
    const [kind] = await this.#threads.run(
      signalScript,
      threadId,
      turnId,
      signal.id,
      asJson("signal", signal),
      signal.kind,
      JSON.stringify(cancelled),
      JSON.stringify(lastEventOf(cancelled)),
      ...this.#ending(),
    );
    if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
    return this.#await(threadId, "signals", wait, async () => {
      const [kind, answer = ""] = await this.#threads.run(
        signalOutcomeScript,
        threadId,
        turnId,
        signal.id,
      );
      if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
      if (kind === "late") return { kind: "late" };
      return kind === "answered" ? (JSON.parse(answer) as SignalOutcome) : undefined;
    });
  }

  async approvals(threadId: string): Promise<Approval[]> {
    const lines = await this.#threads.run(approvalsScript, threadId);
    const numbered = lines.map((line) => ({
      number: Number(line.slice(0, line.indexOf(" "))),
      approval: JSON.parse(line.slice(line.indexOf(" "))) as Approval,
    }));
    return numbered.sort((a, b) => a.number - b.number).map(({ approval }) => approval);
  }

  async answerApproval(threadId: string, approvalId: string, answer: unknown): Promise<void> {
    const [kind] = await this.#threads.run(
      answerScript,
      threadId,
      approvalId,
      crypto.randomUUID(),
      asJson("answer", answer),
    );
    if (kind === "over") throw new ApprovalOverError(threadId, approvalId);
  }

  take(_workerId: string, wait: Wait = {}): Promise<Lease> {
    return this.#desk.take(this.#until(wait.signal));
  }

  async renew(lease: Lease): Promise<void> {
    await this.#whileHeld(lease, renewScript, lease.durationMs);
  }

  release(lease: Lease): Promise<void> {
    return this.#desk.release(lease);
  }

  async begin(lease: Lease): Promise<BegunMessage | undefined> {
    const { maxEvents } = this.#limits;
    const answer = await this.#threads.runHeld(beginScript, lease, maxEvents);
    const [kind, message = "", attempt, isInterrupted] = answer;
    if (kind === "none") return undefined;
    return {
      message: JSON.parse(message) as Message,
      attempt: Number(attempt),
      isInterrupted: isInterrupted === "1",
    };
  }

  async countFailure(lease: Lease, turnId: string): Promise<number> {
    const [, failures] = await this.#threads.runHeld(countFailureScript, lease, turnId);
    return Number(failures);
  }

  async bind(lease: Lease, codexThreadId: string): Promise<void> {
    await this.#threads.runHeld(bindScript, lease, codexThreadId);
  }

  async append(lease: Lease, turnId: string, events: readonly FleetEvent[]): Promise<void> {
    const { maxEvents } = this.#limits;
    const lines = events.map((event) => asJson("event", event));
    await this.#threads.runHeld(appendScript, lease, turnId, maxEvents, ...lines);
  }

  async *signals(lease: Lease, turnId: string, { signal }: Wait): AsyncIterable<TurnSignal> {
    const name = this.#threads.baseOf(lease.threadId);
    const ear = await this.#threads.call(() => this.#ears.listen(name));
    let read = 0;
    const look = async (): Promise<string[] | undefined> => {
      const found = await this.#threads.run(
        signalsScript,
        lease.threadId,
        lease.token,
        turnId,
        read,
      );
      return found.length === 1 && found[0] === "held" ? undefined : found;
    };
    try {
      for (;;) {
        const [kind, ...lines] = await ear.until("signals", look, this.#until(signal));
        if (kind === "lost") return;
        read += lines.length;
        for (const line of lines) yield JSON.parse(line) as TurnSignal;
      }
    } catch (error) {
      if (!signal?.aborted) throw error;
    } finally {
      ear.end();
    }
  }

  async answerSignal(
    lease: Lease,
    turnId: string,
    signalId: string,
    outcome: SignalOutcome,
  ): Promise<void> {
    const text = asJson("answer", outcome);
    await this.#threads.runHeld(answerSignalScript, lease, turnId, signalId, text);
  }

  async ask(lease: Lease, approval: Approval, wait: Wait = {}): Promise<unknown> {
    const { threadId, token } = lease;
    const event = asJson("event", approvalStartOf(approval));
    await this.#threads.runHeld(
      askScript,
      lease,
      approval.turnId,
      approval.id,
      asJson("approval", approval),
      event,
      this.#limits.maxEvents,
    );
    try {
      return await this.#await(threadId, "approvals", wait, async () => {
        const idLength = crypto.randomUUID().length;
        const [kind, answer = ""] = await this.#threads.run(
          approvalAnswerScript,
          threadId,
          token,
          approval.id,
          idLength,
        );
        if (kind === "over") throw new ApprovalOverError(threadId, approval.id);
        return kind === "answered" ? { answer: JSON.parse(answer) as unknown } : undefined;
      }).then(({ answer }) => answer);
    } catch (error) {
      // Where this does not get through, it ends with the lease.
      await this.#threads.run(closeApprovalScript, threadId, token, approval.id).catch(() => {});
      throw error;
    }
  }

  async acknowledge(lease: Lease, turnId: string, outcome: Outcome): Promise<void> {
    await this.#threads.runHeld(
      acknowledgeScript,
      lease,
      turnId,
      asJson("outcome", outcome),
      asJson("event", lastEventOf(outcome)),
      ...this.#ending(),
      outcome.kind === "finished" ? 1 : 0,
    );
  }

  /** What a script that ends a message must know. */
  #ending(): [number, number, number] {
    return [this.#limits.maxEvents, this.#limits.maxOutcomes, this.#keepMs];
  }

  async #whileHeld(lease: Lease, script: Script, ...args: (string | number)[]): Promise<void> {
    const { threadId, token } = lease;
    const [kind] = await this.#threads.run(script, threadId, token, ...args);
    if (kind === "lost") throw new LeaseLostError(threadId, token);
  }

  async #await<T>(
    threadId: string,
    word: Word,
    { signal }: Wait,
    look: () => Promise<T | undefined>,
  ): Promise<T> {
    const name = this.#threads.baseOf(threadId);
    const ear = await this.#threads.call(() => this.#ears.listen(name));
    try {
      return await ear.until(word, look, this.#until(signal));
    } finally {
      ear.end();
    }
  }

  #until(signal: AbortSignal | undefined): AbortSignal {
    const closing = this.#closing.signal;
    return signal ? AbortSignal.any([signal, closing]) : closing;
  }

  async #end(): Promise<void> {
    this.#closing.abort(new EngineError("closed", "The engine was closed."));
    this.#desk.close();
    this.#ears.close();
    await this.#doorbell.close().catch(() => {});
    this.#disconnect();
  }
}
