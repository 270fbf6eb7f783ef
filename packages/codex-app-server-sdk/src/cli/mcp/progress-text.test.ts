import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import type { TurnEvent } from "../../index.js";
import { items } from "../../testing/index.js";
import { progressText } from "./progress-text.js";

const itemId = "item";
const start = (item: wire.ThreadItem): TurnEvent => ({
  type: "item-start",
  itemId,
  item,
});

describe("progressText", () => {
  test.each<[TurnEvent, string]>([
    [start(items.commandExecution("/bin/bash -lc 'npm test'")), "Running npm test"],
    [start(items.fileChange({ "/a": "", "/b": "" })), "Changing /a, /b"],
    [start(items.mcpToolCall("notes", "write")), "Calling notes.write"],
    [start(items.webSearch("weather")), "Searching the web weather"],
    [{ type: "reasoning-start", itemId, isSummary: true }, "Thinking"],
    [
      { type: "text-end", itemId, phase: "commentary", text: " I look\n\nat it. " },
      "I look at it.",
    ],
    [
      {
        type: "plan",
        explanation: null,
        steps: [
          { step: "read", status: "completed" },
          { step: "write", status: "inProgress" },
          { step: "test", status: "pending" },
        ],
      },
      "1 of 3 steps done, now: write",
    ],
    [
      {
        type: "retry",
        error: { message: "overloaded" } as wire.TurnError,
      },
      "Trying again: overloaded",
    ],
    [{ type: "warning", message: "beware" }, "beware"],
    [{ type: "tool-progress", itemId, message: "half" }, "half"],
    [
      { type: "approval-start", id: "1", method: "m", params: {} },
      "Waiting for an answer of the user",
    ],
    [
      { type: "agent-start", threadId: "t", parentThreadId: "p", task: "look", path: null },
      "A sub-agent works: look",
    ],
  ])("tells of %j", (event, text) => {
    expect(progressText(event)).toBe(text);
  });

  test.each<TurnEvent>([
    { type: "text-end", itemId, phase: "final_answer", text: "The answer." },
    { type: "text-delta", itemId, phase: null, text: "T" },
    { type: "text-end", itemId, phase: null, text: "  " },
    { type: "command-output", itemId, text: "out" },
    start(items.agentMessage("Hello")),
  ])("tells nothing of %j", (event) => {
    expect(progressText(event)).toBeUndefined();
  });

  test("is one line that is not long", () => {
    const text = progressText({ type: "warning", message: "long ".repeat(100) });

    expect(text).toHaveLength(200);
    expect(text).toMatch(/…$/);
  });
});
