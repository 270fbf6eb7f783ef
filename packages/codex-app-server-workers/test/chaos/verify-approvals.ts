import type { LoggedEvent } from "../../src/index.js";
import type { ThreadPlan } from "./thread-plan.js";

/** That somebody has answered a question. */
export interface GivenAnswer {
  readonly approvalId: string;
  /** Whether it counted. */
  readonly isWon: boolean;
}

/**
 * What is wrong with the answers to the questions of a thread: each question takes one at most, and
 * each message that asks has one that counted.
 */
export function verifyApprovals(
  plan: ThreadPlan,
  events: readonly LoggedEvent[],
  answers: readonly GivenAnswer[],
): string[] {
  const asked = events.filter((event) => event.type === "approval-start");
  const wins = (approvalId: string): number =>
    answers.filter((answer) => answer.approvalId === approvalId && answer.isWon).length;
  const ids = asked.map(({ id }) => id);
  return [
    ...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `${id} was asked twice`),
    ...ids.filter((id) => wins(id) > 1).map((id) => `${id} was answered ${wins(id)} times`),
    ...answers.filter(({ approvalId }) => !ids.includes(approvalId)).map(nobodyAsked),
    ...plan.messages.flatMap(({ id: turnId, callId, isInterrupted }) => {
      const own = asked.filter((event) => event.turnId === turnId);
      if (callId === null) return own.length === 0 ? [] : [`turn ${turnId} asks`];
      if (isInterrupted) return [];
      return own.some(({ id }) => wins(id) > 0) ? [] : [`turn ${turnId} went on without an answer`];
    }),
  ].map((fault) => `${plan.id}: ${fault}`);
}

function nobodyAsked({ approvalId }: GivenAnswer): string {
  return `${approvalId} was answered, which nobody asked`;
}
