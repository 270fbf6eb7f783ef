import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { turnResult } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import type { TurnEvent } from "./turn-event.js";
import { TurnFold } from "./turn-fold.js";

type Step = [method: string, params: unknown];

const started = (item: object): Step => ["item/started", { item }];
const completed = (item: object): Step => ["item/completed", { item }];
const delta = (kind: string, itemId: string, text: string, more: object = {}): Step => [
  `item/${kind}`,
  { itemId, delta: text, ...more },
];
const message = (id: string, text: string, phase: string | null = null): object => ({
  type: "agentMessage",
  id,
  text,
  phase,
});

function foldAll(steps: readonly Step[], fold = new TurnFold(0)): TurnEvent[] {
  return steps.flatMap(([method, params]) =>
    fold.add({ method, params } as wire.ServerNotification),
  );
}

/** The events as short texts: their types, and what they say. */
function brief(events: readonly TurnEvent[]): string[] {
  return events.map((event) => {
    const { type } = event;
    const said = "text" in event ? event.text : "message" in event ? event.message : undefined;
    return said === undefined ? type : `${type} ${said}`;
  });
}

const retry: Step = ["error", { willRetry: true, error: { message: "Reconnecting... 1/2" } }];

describe("a message", () => {
  test("is told as it is written, then whole", () => {
    const events = foldAll([
      started(message("m", "")),
      delta("agentMessage/delta", "m", "Hel"),
      delta("agentMessage/delta", "m", "lo"),
      completed(message("m", "Hello")),
    ]);

    expect(brief(events)).toEqual([
      "item-start",
      "text-start",
      "text-delta Hel",
      "text-delta lo",
      "text-end Hello",
      "item-end",
    ]);
    expect(events[1]).toEqual({ type: "text-start", itemId: "m", phase: null });
  });

  test("that comes without deltas has one", () => {
    const events = foldAll([started(message("m", "")), completed(message("m", "Hello"))]);

    expect(brief(events)).toContain("text-delta Hello");
  });

  test("whose beginning was missed ends with all of it", () => {
    const events = foldAll([
      delta("agentMessage/delta", "m", "lo"),
      completed(message("m", "Hello", "final_answer")),
    ]);

    expect(brief(events)).toEqual([
      "text-start",
      "text-delta lo",
      "item-start",
      "text-end Hello",
      "item-end",
    ]);
  });

  test("that the server dropped is taken back before the next one begins", () => {
    const events = foldAll([
      started(message("m", "")),
      delta("agentMessage/delta", "m", "The answer is for"),
      retry,
      started(message("n", "")),
      completed(message("n", "The answer is forty-two.")),
    ]);

    expect(brief(events)).toEqual([
      "item-start",
      "text-start",
      "text-delta The answer is for",
      "retry",
      "text-discard",
      "item-start",
      "text-start",
      "text-delta The answer is forty-two.",
      "text-end The answer is forty-two.",
      "item-end",
    ]);
  });

  test("that the server dropped is told apart from one that begins anew under its id", () => {
    const fold = new TurnFold(0);
    const again = [
      started(message("m", "")),
      delta("agentMessage/delta", "m", "half"),
      retry,
      started(message("m", "")),
      completed(message("m", "whole")),
    ];

    expect(brief(foldAll(again, fold))).toEqual([
      "item-start",
      "text-start",
      "text-delta half",
      "retry",
      "text-discard",
      "item-start",
      "text-start",
      "text-delta whole",
      "text-end whole",
      "item-end",
    ]);
    expect(brief(fold.missed())).toEqual([
      "item-start",
      "item-start",
      "text-start",
      "text-delta whole",
      "text-end whole",
      "item-end",
    ]);
  });

  test("that the server dropped is taken back at the end of the turn at the latest", () => {
    const fold = new TurnFold(0);
    foldAll([started(message("m", "")), delta("agentMessage/delta", "m", "half"), retry], fold);

    const result = turnResult(turnFixture({ id: "t" }), [], {
      usage: null,
      turnUsage: null,
      agents: [],
    });

    expect(fold.finish(result)).toEqual([
      { type: "text-discard", itemId: "m", phase: null },
      { type: "finish", result },
    ]);
  });

  test("that goes on after all is not taken back", () => {
    const events = foldAll([
      started(message("m", "")),
      delta("agentMessage/delta", "m", "Hel"),
      retry,
      completed(message("m", "Hello")),
    ]);

    expect(brief(events).slice(-3)).toEqual(["text-delta lo", "text-end Hello", "item-end"]);
  });

  test("may be a plan", () => {
    const events = foldAll([
      started({ type: "plan", id: "p", text: "" }),
      delta("plan/delta", "p", "1. Look"),
      completed({ type: "plan", id: "p", text: "1. Look" }),
    ]);

    expect(events).toContainEqual({
      type: "text-end",
      itemId: "p",
      phase: "plan",
      text: "1. Look",
    });
  });
});

describe("reasoning", () => {
  test("has one beginning and one end for itself and for its summary, parts apart", () => {
    const events = foldAll([
      started({ type: "reasoning", id: "r", summary: [], content: [] }),
      delta("reasoning/summaryTextDelta", "r", "First", { summaryIndex: 0 }),
      delta("reasoning/summaryTextDelta", "r", "Second", { summaryIndex: 1 }),
      delta("reasoning/textDelta", "r", "Deep", { contentIndex: 0 }),
      completed({ type: "reasoning", id: "r", summary: ["First", "Second"], content: ["Deep"] }),
    ]);

    expect(brief(events)).toEqual([
      "item-start",
      "reasoning-start",
      "reasoning-delta First",
      "reasoning-delta \n\nSecond",
      "reasoning-start",
      "reasoning-delta Deep",
      "reasoning-end",
      "reasoning-end",
      "item-end",
    ]);
  });

  test("that comes without deltas has one; none at all gives only its item", () => {
    const whole = { type: "reasoning", id: "r", summary: ["Why", "not"], content: [] };
    const none = { type: "reasoning", id: "s", summary: [], content: [] };

    expect(brief(foldAll([started(whole), completed(whole)]))).toEqual([
      "item-start",
      "reasoning-start",
      "reasoning-delta Why\n\nnot",
      "reasoning-end",
      "item-end",
    ]);
    expect(brief(foldAll([started(none), completed(none)]))).toEqual(["item-start", "item-end"]);
  });
});

describe("a command", () => {
  const command = (aggregatedOutput: string | null): object => ({
    type: "commandExecution",
    id: "c",
    aggregatedOutput,
  });

  test("has its output as it comes, and what was not streamed before its end", () => {
    const events = foldAll([
      started(command(null)),
      delta("commandExecution/outputDelta", "c", "bb\n"),
      completed(command("aa\nbb\n")),
    ]);

    expect(brief(events)).toEqual([
      "item-start",
      "command-output bb\n",
      "command-output aa\n",
      "item-end",
    ]);
  });
});

describe("what is told besides", () => {
  test.each<[string, Step, TurnEvent]>([
    [
      "the plan",
      ["turn/plan/updated", { plan: [{ step: "Look", status: "pending" }], explanation: "why" }],
      { type: "plan", steps: [{ step: "Look", status: "pending" }], explanation: "why" },
    ],
    ["the diff", ["turn/diff/updated", { diff: "+x" }], { type: "diff", diff: "+x" }],
    [
      "the progress of a tool",
      ["item/mcpToolCall/progress", { itemId: "t", message: "half" }],
      { type: "tool-progress", itemId: "t", message: "half" },
    ],
    ["a warning", ["warning", { message: "careful" }], { type: "warning", message: "careful" }],
  ])("is %s", (_, step, event) => {
    expect(foldAll([step])).toEqual([event]);
  });

  test("is a diff only when it has changed: the server repeats it", () => {
    const diffs = ["+x", "+x", "+y"].map((diff): Step => ["turn/diff/updated", { diff }]);

    expect(foldAll(diffs)).toEqual([
      { type: "diff", diff: "+x" },
      { type: "diff", diff: "+y" },
    ]);
  });

  test.each<[string, Step]>([
    ["something newer", ["turn/newer", { x: 1 }]],
    ["the names of every object", ["constructor", {}]],
    ["no params", ["item/started", undefined]],
    ["no item", ["item/completed", {}]],
    ["a delta that is no text", ["item/agentMessage/delta", { itemId: "m", delta: 1 }]],
    ["a delta of nothing", ["item/agentMessage/delta", { delta: "x" }]],
    ["a plan without steps", ["turn/plan/updated", { plan: null }]],
    ["usage without numbers", ["thread/tokenUsage/updated", { tokenUsage: {} }]],
    ["an error that is final", ["error", { willRetry: false, error: { message: "no" } }]],
  ])("is nothing for %s", (_, step) => {
    expect(foldAll([step])).toEqual([]);
  });

  test("are items of kinds that are not known, as they came", () => {
    const item = { type: "newer", id: "n", what: 1 };

    expect(foldAll([started(item), completed(item)])).toEqual([
      { type: "item-start", itemId: "n", item },
      { type: "item-end", itemId: "n", item },
    ]);
  });
});

describe("an approval", () => {
  const approval = { id: "0", method: "item/x/requestApproval", params: { itemId: "c" } };

  test("begins when the server asks and ends once", () => {
    const fold = new TurnFold(0);

    expect(fold.asked(approval)).toEqual([{ type: "approval-start", itemId: "c", ...approval }]);
    expect(brief(fold.missed())).toEqual(["approval-start"]);
    const answer = { id: "0", isAccepted: false };
    expect(fold.answered(answer)).toEqual([{ type: "approval-end", ...answer }]);
    expect(fold.answered(answer)).toEqual([]);
    expect(fold.missed()).toEqual([]);
  });
});
