import { describe, expect, test } from "vitest";
import { turnResult } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import {
  type CallerTurn,
  type CallerTurnEvent,
  nextCallerTurn,
  type TurnEnd,
} from "./caller-turn.js";

const completed: TurnEnd = {
  kind: "completed",
  result: turnResult(turnFixture({ id: "u", status: "completed" }), [], {
    usage: null,
    turnUsage: null,
    agents: [],
  }),
};
const given: TurnEnd = { kind: "lost", reason: "first" };

const states: Record<string, CallerTurn> = {
  open: { name: "open" },
  leaving: { name: "leaving", reason: "first" },
  settled: { name: "settled", end: given },
};

const events: Record<string, CallerTurnEvent> = {
  "given up": { type: "givenUp", reason: "second" },
  abandoned: { type: "abandoned", reason: "second" },
  "out of grace": { type: "graceOver" },
  over: { type: "over", end: completed },
};

/** Where each event leads from each state; `=` is the state itself. The first reason counts. */
const table: Record<keyof typeof states, Record<keyof typeof events, CallerTurn | "=">> = {
  open: {
    "given up": { name: "leaving", reason: "second" },
    abandoned: { name: "settled", end: { kind: "lost", reason: "second" } },
    "out of grace": "=",
    over: { name: "settled", end: completed },
  },
  leaving: {
    "given up": "=",
    abandoned: { name: "settled", end: given },
    "out of grace": { name: "settled", end: given },
    over: { name: "settled", end: given },
  },
  settled: { "given up": "=", abandoned: "=", "out of grace": "=", over: "=" },
};

describe.each(Object.keys(states))("the caller of a turn, being %s", (name) => {
  const state = states[name] as CallerTurn;

  test.each(Object.keys(events))("when it is %s", (event) => {
    const expected = table[name]?.[event];

    const next = nextCallerTurn(state, events[event] as CallerTurnEvent);

    if (expected === "=") expect(next).toBe(state);
    else expect(next).toEqual(expected);
  });
});

test("the table has every state and every event", () => {
  expect(Object.keys(table)).toEqual(Object.keys(states));
  for (const row of Object.values(table)) expect(Object.keys(row)).toEqual(Object.keys(events));
});
