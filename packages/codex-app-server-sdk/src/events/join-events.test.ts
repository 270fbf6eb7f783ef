import { describe, expect, test } from "vitest";
import { joinEvents } from "./join-events.js";
import type { TurnEvent } from "./turn-event.js";

const join = (first: TurnEvent, second: TurnEvent): TurnEvent | undefined =>
  joinEvents({ value: first, size: 10 }, { value: second, size: 10 })?.value;

const text = (itemId: string, value: string): TurnEvent => ({
  type: "text-delta",
  itemId,
  phase: null,
  text: value,
});

describe("for a slow reader", () => {
  test("parts of one text become one", () => {
    expect(join(text("a", "one "), text("a", "two"))).toEqual(text("a", "one two"));
  });

  test("parts of one output become one", () => {
    const output = { type: "command-output", itemId: "a" } as const;

    expect(join({ ...output, text: "1" }, { ...output, text: "2" })).toEqual({
      ...output,
      text: "12",
    });
  });

  test("the last of two plans, diffs or usages is enough", () => {
    const plan = { type: "plan", steps: [], explanation: null } as const;
    const later: TurnEvent = { ...plan, steps: [{ step: "do", status: "pending" }] };

    expect(join({ ...plan, steps: [] }, later)).toBe(later);
    expect(join({ type: "diff", diff: "1" }, { type: "diff", diff: "2" })).toEqual({
      type: "diff",
      diff: "2",
    });
  });

  test.each<[string, TurnEvent, TurnEvent]>([
    ["texts of two messages", text("a", "1"), text("b", "2")],
    [
      "a text and its end",
      text("a", "1"),
      { type: "text-end", itemId: "a", phase: null, text: "1" },
    ],
    [
      "reasoning and its summary",
      { type: "reasoning-delta", itemId: "a", isSummary: false, text: "1" },
      { type: "reasoning-delta", itemId: "a", isSummary: true, text: "2" },
    ],
    ["two warnings", { type: "warning", message: "1" }, { type: "warning", message: "2" }],
  ])("%s stay apart", (_, first, second) => {
    expect(join(first, second)).toBeUndefined();
  });
});
