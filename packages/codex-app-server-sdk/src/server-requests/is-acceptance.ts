import { fieldOf } from "../protocol/field-of.js";

/** The words that say no. A request may offer words of its own for a yes. */
const refusals: ReadonlySet<unknown> = new Set(["decline", "cancel"]);

/** Whether a handler's answer lets the server go on with what it has asked about. */
export function isAcceptance(answer: unknown): boolean {
  const decision = fieldOf(answer, "decision");
  if (decision !== undefined) return !refusals.has(decision) && !isDenial(decision);
  const action = fieldOf(answer, "action");
  if (action !== undefined) return action === "accept";
  return hasAny(fieldOf(answer, "permissions")) || hasAny(fieldOf(answer, "answers"));
}

/** A rule for a host of the network may forbid it, too. */
function isDenial(decision: unknown): boolean {
  const rule = fieldOf(decision, "applyNetworkPolicyAmendment");
  return fieldOf(fieldOf(rule, "network_policy_amendment"), "action") === "deny";
}

function hasAny(granted: unknown): boolean {
  return Object.values(granted ?? {}).some((value) => value !== undefined && value !== null);
}
