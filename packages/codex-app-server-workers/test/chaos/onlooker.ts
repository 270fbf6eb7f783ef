import { setTimeout as sleep } from "node:timers/promises";
import { type Fleet, FleetError, type LoggedEvent } from "../../src/index.js";
import type { Random } from "./random.js";
import type { ThreadPlan } from "./thread-plan.js";
import type { GivenAnswer } from "./verify-approvals.js";

export interface OnlookerOptions {
  readonly plan: ThreadPlan;
  readonly fleets: readonly [Fleet, ...Fleet[]];
  readonly random: Random;
  /** Gives it up. */
  readonly signal: AbortSignal;
}

/** Does something about what it hears of a thread: answers what is asked, and interrupts. */
export class Onlooker {
  readonly #options: OnlookerOptions;
  readonly #answers: Promise<GivenAnswer>[] = [];
  readonly #interruptions: Promise<void>[] = [];

  constructor(options: OnlookerOptions) {
    this.#options = options;
  }

  hear(event: LoggedEvent): void {
    const { plan, random } = this.#options;
    const thought = sleep(random.between(0, 500));
    if (event.type === "approval-start") this.#answer(event.id, thought);
    const message = plan.messages.find(({ id }) => id === event.turnId);
    if (event.type !== "attempt-start" || !message?.isInterrupted) return;
    this.#interruptions.push(thought.then(() => this.#interrupt(event.turnId)));
  }

  /** Resolves with the answers when all is done about what was heard. */
  async done(): Promise<GivenAnswer[]> {
    await Promise.all(this.#interruptions);
    return Promise.all(this.#answers);
  }

  /** From all clients at once. */
  #answer(approvalId: string, thought: Promise<void>): void {
    const { fleets, plan } = this.#options;
    for (const fleet of fleets) {
      this.#answers.push(thought.then(() => answer(fleet, plan, approvalId)));
    }
  }

  /** It resolves also when the turn has ended by then. */
  async #interrupt(turnId: string): Promise<void> {
    const { fleets, plan, random, signal } = this.#options;
    await random.pick(fleets).thread(plan.id).attach(turnId).interrupt({}, { signal });
  }
}

async function answer(fleet: Fleet, { id }: ThreadPlan, approvalId: string): Promise<GivenAnswer> {
  try {
    await fleet.thread(id).answer(approvalId, { decision: "accept" });
    return { approvalId, isWon: true };
  } catch (error) {
    if (error instanceof FleetError && error.code === "APPROVAL_OVER") {
      return { approvalId, isWon: false };
    }
    throw error;
  }
}
