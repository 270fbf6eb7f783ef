import type * as wire from "codex-app-server-sdk/protocol";

/** How a turn came to its end at the server. */
export type TurnOutcome =
  | { kind: "completed"; turn: wire.Turn }
  /** It failed for good, and the server never said that it was completed. */
  | { kind: "failed"; error: wire.TurnError }
  /** Its thread was unloaded or deleted. */
  | { kind: "closed" }
  /** It never began: the request was refused or not sent. */
  | { kind: "refused"; reason: unknown }
  /** Nothing more will be heard: the connection has ended, or it did not end when asked to. */
  | { kind: "lost"; reason: unknown };

/** What a turn does at the server, as far as this client knows. */
export type ServerTurn =
  /** Its request is being sent, or is not answered yet. */
  | { name: "asked" }
  /** `isIdle`: the thread does nothing, so that the turn's completion is about to come. */
  | { name: "running"; turnId: string; isIdle: boolean }
  /** It has failed for good, and its completion is to follow once the thread is idle. */
  | { name: "ending"; turnId: string; error: wire.TurnError; isIdle: boolean }
  | { name: "over"; turnId: string | undefined; outcome: TurnOutcome };

export type ServerTurnEvent =
  /** Its id is known: from the answer to its request, or from `turn/started`. */
  | { type: "named"; turnId: string }
  /** An `error` that the server does not try to mend by itself. */
  | { type: "failed"; error: wire.TurnError }
  /** The thread works, or does nothing any more. */
  | { type: "active" }
  | { type: "idle" }
  /** The completion of a failed turn did not come in time. */
  | { type: "graceOver" }
  | { type: "ended"; outcome: TurnOutcome };

/** The state of a turn at the server after an event. */
export function nextServerTurn(turn: ServerTurn, event: ServerTurnEvent): ServerTurn {
  if (turn.name === "over") return turn;
  if (event.type === "ended") return over(turn, event.outcome);
  if (turn.name === "asked") {
    return event.type === "named" ? { name: "running", turnId: event.turnId, isIdle: false } : turn;
  }
  switch (event.type) {
    case "named":
      return turn;
    case "failed":
      return { ...turn, name: "ending", error: event.error };
    case "active":
      return { ...turn, isIdle: false };
    case "idle":
      return { ...turn, isIdle: true };
    case "graceOver":
      if (turn.name !== "ending" || !turn.isIdle) return turn;
      return { name: "over", turnId: turn.turnId, outcome: { kind: "failed", error: turn.error } };
  }
}

/** A turn that has failed for good has done so, also when its thread goes before its completion. */
function over(turn: Exclude<ServerTurn, { name: "over" }>, outcome: TurnOutcome): ServerTurn {
  const turnId = turn.name === "asked" ? undefined : turn.turnId;
  const hasFailed = turn.name === "ending" && outcome.kind === "closed";
  return {
    name: "over",
    turnId,
    outcome: hasFailed ? { kind: "failed", error: turn.error } : outcome,
  };
}
