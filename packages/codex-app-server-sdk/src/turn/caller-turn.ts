import type { TurnResult } from "../results/turn-result.js";

/** What whoever waits for a turn is told: its result, or why there is none. */
export type TurnEnd = { kind: "completed"; result: TurnResult } | { kind: "lost"; reason: unknown };

/** What the caller of a turn knows, which need not be what the server does. */
export type CallerTurn =
  | { name: "open" }
  /** The caller gave it up and is told as soon as it is over, or after a short grace. */
  | { name: "leaving"; reason: unknown }
  | { name: "settled"; end: TurnEnd };

export type CallerTurnEvent =
  /** Its signal fired or a time-out passed: it is interrupted, and its end waited for a little. */
  | { type: "givenUp"; reason: unknown }
  /** The caller can't be told anything better than this, now or later. */
  | { type: "abandoned"; reason: unknown }
  /** The grace of a given-up turn has passed. */
  | { type: "graceOver" }
  /** The turn is over at the server. */
  | { type: "over"; end: TurnEnd };

/** What the caller knows after an event. The first reason counts. */
export function nextCallerTurn(turn: CallerTurn, event: CallerTurnEvent): CallerTurn {
  if (turn.name === "settled") return turn;
  if (turn.name === "leaving") {
    return event.type === "givenUp" ? turn : lost(turn.reason);
  }
  switch (event.type) {
    case "givenUp":
      return { name: "leaving", reason: event.reason };
    case "abandoned":
      return lost(event.reason);
    case "graceOver":
      return turn;
    case "over":
      return { name: "settled", end: event.end };
  }
}

function lost(reason: unknown): CallerTurn {
  return { name: "settled", end: { kind: "lost", reason } };
}
