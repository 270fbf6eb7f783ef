import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnOutcome } from "./server-turn.js";

/** The turn as the server completed it, or as it would have. */
export function turnOf(
  outcome: TurnOutcome & { kind: "completed" | "failed" | "closed" },
  { id, started }: { id: string; started: wire.Turn | undefined },
): wire.Turn {
  const known = started ?? { ...unknownTurn, id, rootTurnId: id };
  switch (outcome.kind) {
    case "completed":
      return outcome.turn;
    case "failed":
      return { ...known, status: "failed", error: outcome.error };
    case "closed":
      return { ...known, status: "interrupted" };
  }
}

const unknownTurn: Omit<wire.Turn, "id" | "rootTurnId"> = {
  items: [],
  itemsView: "notLoaded",
  status: "inProgress",
  error: null,
  startedAt: null,
  completedAt: null,
  durationMs: null,
};
