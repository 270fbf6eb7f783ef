import type { LoggedEvent } from "../../src/index.js";
import type { ThreadPlan } from "./thread-plan.js";

/**
 * The plan of a thread whose turns are over, without the messages that were cancelled, and with
 * those as interrupted that ended like that.
 */
export function asItWent(plan: ThreadPlan, events: readonly LoggedEvent[]): ThreadPlan {
  const endOf = (id: string): LoggedEvent | undefined =>
    events.findLast((event) => event.turnId === id);
  const messages = plan.messages.flatMap((message) => {
    const end = endOf(message.id);
    if (end?.type === "cancelled") return [];
    const isInterrupted = end?.type === "finish" && end.result.turn.status === "interrupted";
    return [{ ...message, isInterrupted }];
  });
  return { ...plan, messages };
}
