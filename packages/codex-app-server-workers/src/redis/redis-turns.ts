import { asJson } from "../engine/as-json.js";
import type { Wait } from "../engine/engine.js";
import { lastEventOf } from "../engine/last-event-of.js";
import type { Lease } from "../engine/lease.js";
import type { BegunMessage, FleetEvent, Message, Outcome } from "../engine/message.js";
import { MailboxFullError, TurnUnknownError } from "../errors/index.js";
import type { RedisFleet } from "./redis-fleet.js";
import { beginningScript, outcomeScript, sendScript } from "./scripts/fleet-scripts.js";
import {
  acknowledgeScript,
  appendScript,
  beginScript,
  bindScript,
  endAttemptScript,
} from "./scripts/worker-scripts.js";

/** Messages, from the mailbox to their outcomes. */
export class RedisTurns {
  readonly #fleet: RedisFleet;

  constructor(fleet: RedisFleet) {
    this.#fleet = fleet;
  }

  async send(threadId: string, message: Message): Promise<void> {
    const { threads, doorbell, limits } = this.#fleet;
    const { maxWaiting } = limits;
    const text = asJson("message", message);
    const [kind] = await threads.run(sendScript, threadId, message.id, text, maxWaiting);
    if (kind === "full") throw new MailboxFullError(threadId, maxWaiting);
    // The message is safe by now: where nobody is told of it, the next sweep tells.
    await threads.call(() => doorbell.ring(threadId)).catch(() => {});
  }

  outcome(threadId: string, turnId: string, { signal }: Wait = {}): Promise<Outcome> {
    return this.#fleet.waitFor({ threadId, word: "turns", signal }, async () => {
      const [kind, outcome = ""] = await this.#fleet.threads.run(outcomeScript, threadId, turnId);
      if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
      return kind === "ended" ? (JSON.parse(outcome) as Outcome) : undefined;
    });
  }

  async beginningOf(threadId: string, turnId: string): Promise<string> {
    const [kind, after = "0"] = await this.#fleet.threads.run(beginningScript, threadId, turnId);
    if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
    return after;
  }

  async begin(lease: Lease): Promise<BegunMessage | undefined> {
    const { threads, limits } = this.#fleet;
    const answer = await threads.runHeld(beginScript, lease, limits.maxEvents);
    const [kind, message = "", attempt, ended, isInterrupted] = answer;
    if (kind === "none") return undefined;
    return {
      message: JSON.parse(message) as Message,
      attempt: Number(attempt),
      deaths: Number(attempt) - 1 - Number(ended),
      isInterrupted: isInterrupted === "1",
    };
  }

  async endAttempt(lease: Lease, turnId: string, isFailure: boolean): Promise<number> {
    const { threads } = this.#fleet;
    const [, failures] = await threads.runHeld(endAttemptScript, lease, turnId, isFailure ? 1 : 0);
    return Number(failures);
  }

  async bind(lease: Lease, codexThreadId: string): Promise<void> {
    await this.#fleet.threads.runHeld(bindScript, lease, codexThreadId);
  }

  async append(lease: Lease, turnId: string, events: readonly FleetEvent[]): Promise<void> {
    const { threads, limits } = this.#fleet;
    const lines = events.map((event) => asJson("event", event));
    await threads.runHeld(appendScript, lease, turnId, limits.maxEvents, ...lines);
  }

  async acknowledge(lease: Lease, turnId: string, outcome: Outcome): Promise<void> {
    const { threads, ending } = this.#fleet;
    const text = asJson("outcome", outcome);
    const event = asJson("event", lastEventOf(outcome));
    const isStored = outcome.kind === "finished" ? 1 : 0;
    await threads.runHeld(acknowledgeScript, lease, turnId, text, event, ...ending, isStored);
  }
}
