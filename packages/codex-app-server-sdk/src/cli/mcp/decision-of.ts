/** What somebody decides who is asked for an approval. */
export type Decision = "accept" | "acceptForSession" | "decline" | "cancel";

/** The decisions that the clients of Codex's former `mcp-server` had to answer with. */
const formerDecisions = new Map<unknown, Decision>([
  ["approved", "accept"],
  ["approved_for_session", "acceptForSession"],
  ["denied", "decline"],
  ["abort", "cancel"],
]);

/**
 * What the client's answer to an elicitation decides. The protocol's `action` comes first; a
 * `decision` counts when there is none, or to accept for the whole session. Everything that is
 * neither is a decline.
 */
export function decisionOf(answer: unknown): Decision {
  const { action, decision } = Object(answer) as Record<string, unknown>;
  const former = formerDecisions.get(decision);
  switch (action) {
    case undefined:
      return former ?? "decline";
    case "accept":
      return former === "acceptForSession" ? former : "accept";
    case "cancel":
      return "cancel";
    default:
      return "decline";
  }
}
