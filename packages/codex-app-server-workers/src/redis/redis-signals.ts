import { asJson } from "../engine/as-json.js";
import type { Wait } from "../engine/engine.js";
import { lastEventOf } from "../engine/last-event-of.js";
import type { Lease } from "../engine/lease.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";
import { TurnUnknownError } from "../errors/index.js";
import type { RedisFleet } from "./redis-fleet.js";
import { signalOutcomeScript, signalScript } from "./scripts/fleet-scripts.js";
import { answerSignalScript, signalsScript } from "./scripts/worker-scripts.js";

/** The outcome and the last event of a turn that is interrupted while it waits. */
const cancelled = [
  JSON.stringify({ kind: "cancelled" }),
  JSON.stringify(lastEventOf({ kind: "cancelled" })),
] as const;

/** What turns are told, and what became of it. */
export class RedisSignals {
  readonly #fleet: RedisFleet;

  constructor(fleet: RedisFleet) {
    this.#fleet = fleet;
  }

  async tell(
    threadId: string,
    turnId: string,
    told: TurnSignal,
    { signal }: Wait = {},
  ): Promise<SignalOutcome> {
    const { threads, ending } = this.#fleet;
    const what = [told.id, asJson("signal", told), told.kind];
    const [kind] = await threads.run(
      signalScript,
      threadId,
      turnId,
      ...what,
      ...cancelled,
      ...ending,
    );
    if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
    const look = (): Promise<SignalOutcome | undefined> => this.#look(threadId, turnId, told.id);
    return this.#fleet.waitFor({ threadId, word: "signals", signal }, look);
  }

  async *follow(lease: Lease, turnId: string, { signal }: Wait): AsyncGenerator<TurnSignal> {
    const { threadId, token } = lease;
    const { threads } = this.#fleet;
    const ear = await threads.whileHeld(lease, () => this.#fleet.listen(threadId));
    let read = 0;
    const look = async (): Promise<string[] | undefined> => {
      const found = await threads.whileHeld(lease, () =>
        threads.run(signalsScript, threadId, token, turnId, read),
      );
      return found.length === 1 && found[0] === "held" ? undefined : found;
    };
    try {
      for (;;) {
        const [kind, ...lines] = await ear.until("signals", look, signal);
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

  async answer(
    lease: Lease,
    { turnId, signalId, outcome }: { turnId: string; signalId: string; outcome: SignalOutcome },
  ): Promise<void> {
    const { threads } = this.#fleet;
    const text = asJson("answer", outcome);
    await threads.runHeld(answerSignalScript, lease, turnId, signalId, text);
  }

  async #look(
    threadId: string,
    turnId: string,
    signalId: string,
  ): Promise<SignalOutcome | undefined> {
    const { threads } = this.#fleet;
    const found = await threads.run(signalOutcomeScript, threadId, turnId, signalId);
    const [kind, answer = ""] = found;
    if (kind === "unknown") throw new TurnUnknownError(threadId, turnId);
    if (kind === "late") return { kind: "late" };
    return kind === "answered" ? (JSON.parse(answer) as SignalOutcome) : undefined;
  }
}
