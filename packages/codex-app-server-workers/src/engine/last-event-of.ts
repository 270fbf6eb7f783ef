import type { FleetEvent, Outcome } from "./message.js";

/** The event that a turn with this outcome ends with. */
export function lastEventOf(outcome: Outcome): FleetEvent {
  switch (outcome.kind) {
    case "finished":
      return { type: "finish", result: outcome.result };
    case "failed":
      return { type: "failed", code: outcome.code, message: outcome.message };
    case "cancelled":
      return { type: "cancelled" };
  }
}
