import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  nextServerTurn,
  type ServerTurn,
  type ServerTurnEvent,
  type TurnOutcome,
} from "./server-turn.js";

const error = errorOf("out of credits");
const other = errorOf("something else");
const closed: TurnOutcome = { kind: "closed" };
const lost: TurnOutcome = { kind: "lost", reason: "gone" };

const states: Record<string, ServerTurn> = {
  asked: { name: "asked" },
  running: { name: "running", turnId: "u", isIdle: false },
  "running, idle": { name: "running", turnId: "u", isIdle: true },
  ending: { name: "ending", turnId: "u", error, isIdle: false },
  "ending, idle": { name: "ending", turnId: "u", error, isIdle: true },
  over: { name: "over", turnId: "u", outcome: closed },
};

const events: Record<string, ServerTurnEvent> = {
  named: { type: "named", turnId: "u" },
  failed: { type: "failed", error: other },
  active: { type: "active" },
  idle: { type: "idle" },
  graceOver: { type: "graceOver" },
  ended: { type: "ended", outcome: lost },
};

/** Where each event leads from each state; `=` is the state itself. */
const table: Record<keyof typeof states, Record<keyof typeof events, ServerTurn | "=">> = {
  asked: {
    named: states.running as ServerTurn,
    failed: "=",
    active: "=",
    idle: "=",
    graceOver: "=",
    ended: { name: "over", turnId: undefined, outcome: lost },
  },
  running: {
    named: "=",
    failed: { name: "ending", turnId: "u", error: other, isIdle: false },
    active: { name: "running", turnId: "u", isIdle: false },
    idle: { name: "running", turnId: "u", isIdle: true },
    graceOver: "=",
    ended: { name: "over", turnId: "u", outcome: lost },
  },
  "running, idle": {
    named: "=",
    // The server may say that the thread is idle before it says why.
    failed: { name: "ending", turnId: "u", error: other, isIdle: true },
    active: { name: "running", turnId: "u", isIdle: false },
    idle: { name: "running", turnId: "u", isIdle: true },
    graceOver: "=",
    ended: { name: "over", turnId: "u", outcome: lost },
  },
  ending: {
    named: "=",
    failed: { name: "ending", turnId: "u", error: other, isIdle: false },
    active: { name: "ending", turnId: "u", error, isIdle: false },
    idle: { name: "ending", turnId: "u", error, isIdle: true },
    graceOver: "=",
    ended: { name: "over", turnId: "u", outcome: lost },
  },
  "ending, idle": {
    named: "=",
    failed: { name: "ending", turnId: "u", error: other, isIdle: true },
    active: { name: "ending", turnId: "u", error, isIdle: false },
    idle: { name: "ending", turnId: "u", error, isIdle: true },
    graceOver: { name: "over", turnId: "u", outcome: { kind: "failed", error } },
    ended: { name: "over", turnId: "u", outcome: lost },
  },
  over: { named: "=", failed: "=", active: "=", idle: "=", graceOver: "=", ended: "=" },
};

function errorOf(message: string): wire.TurnError {
  return { message, codexErrorInfo: null, additionalDetails: null, misalignment: null };
}

describe.each(Object.keys(states))("a turn that is %s at the server", (name) => {
  const state = states[name] as ServerTurn;

  test.each(Object.keys(events))("when it is %s", (event) => {
    const expected = table[name]?.[event];

    const next = nextServerTurn(state, events[event] as ServerTurnEvent);

    if (expected === "=") expect(next).toBe(state);
    else expect(next).toEqual(expected);
  });
});

test.each(["ending", "ending, idle"])(
  "a turn that is %s has failed when its thread is closed",
  (name) => {
    const next = nextServerTurn(states[name] as ServerTurn, { type: "ended", outcome: closed });

    expect(next).toEqual({ name: "over", turnId: "u", outcome: { kind: "failed", error } });
  },
);

test("the table has every state and every event", () => {
  expect(Object.keys(table)).toEqual(Object.keys(states));
  for (const row of Object.values(table)) expect(Object.keys(row)).toEqual(Object.keys(events));
});
