import { WakeUp } from "../async/wake-up.js";
import { asJson } from "../engine/as-json.js";
import type { Outcome } from "../engine/message.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";

/** What is known of one message of a thread. */
export class TurnState {
  /** How often a worker has begun it. */
  attempts = 0;
  /** How many attempts were ended without an answer. */
  endedAttempts = 0;
  /** How many of those failed for a reason of the message's own. */
  failures = 0;
  /** The id of the last event before its first attempt. */
  beginning: string | undefined;
  /** As text, so that nobody changes what others read. */
  #outcome: string | undefined;
  /** What it was told while it ran, for every attempt anew. */
  readonly signals: TurnSignal[] = [];
  /** Rings when something of this has changed, and when its thread's lease has. */
  readonly changed = new WakeUp();
  readonly #answers = new Map<string, SignalOutcome>();

  get hasEnded(): boolean {
    return this.#outcome !== undefined;
  }

  tell(signal: TurnSignal): void {
    this.signals.push(signal);
    this.changed.ring();
  }

  /** The first answer counts. */
  answer(signalId: string, outcome: SignalOutcome): void {
    if (!this.#answers.has(signalId)) this.#answers.set(signalId, outcome);
    this.changed.ring();
  }

  end(outcome: Outcome): void {
    this.#outcome = asJson("outcome", outcome);
    for (const { id } of this.signals) this.answer(id, { kind: "late" });
    this.signals.length = 0;
    this.changed.ring();
  }

  async ended(signal?: AbortSignal): Promise<Outcome> {
    while (this.#outcome === undefined) await this.changed.next(signal);
    return JSON.parse(this.#outcome) as Outcome;
  }

  async answered(signalId: string, signal?: AbortSignal): Promise<SignalOutcome> {
    for (;;) {
      const answer = this.#answers.get(signalId);
      if (answer) return answer;
      await this.changed.next(signal);
    }
  }
}
