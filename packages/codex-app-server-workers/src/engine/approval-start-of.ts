import type { Approval } from "./approval.js";
import type { FleetEvent } from "./message.js";

/** The event that tells of a question. */
export function approvalStartOf({ id, method, params, itemId }: Approval): FleetEvent {
  const item = itemId === null ? {} : { itemId };
  return { type: "approval-start", id, method, params, ...item };
}
