import type { ThreadItem, Turn } from "codex-app-server-sdk/protocol";
import { items } from "codex-app-server-sdk/testing";
import { expect, test } from "vitest";
import { eventsOfTurn } from "./events-of-turn.js";

const command = items.commandExecution("ls", { id: "c", aggregatedOutput: "a\nb\n" });
const phase = "final_answer";

test.each<[ThreadItem, object[]]>([
  [items.userMessage("q"), []],
  [
    items.agentMessage("hello", { id: "m", phase }),
    [
      { type: "text-start", itemId: "m", phase },
      { type: "text-delta", itemId: "m", phase, text: "hello" },
      { type: "text-end", itemId: "m", phase, text: "hello" },
    ],
  ],
  [items.agentMessage("", { phase }), [{ type: "text-start" }, { type: "text-end", text: "" }]],
  [
    items.plan("first"),
    [
      { type: "text-start", phase: "plan" },
      { type: "text-delta", phase: "plan", text: "first" },
      { type: "text-end", phase: "plan", text: "first" },
    ],
  ],
  [
    items.reasoning("why", { id: "r", content: ["one", "two"] }),
    [
      { type: "reasoning-start", itemId: "r", isSummary: true },
      { type: "reasoning-delta", itemId: "r", isSummary: true, text: "why" },
      { type: "reasoning-end", itemId: "r", isSummary: true },
      { type: "reasoning-start", itemId: "r", isSummary: false },
      { type: "reasoning-delta", itemId: "r", isSummary: false, text: "one\n\ntwo" },
      { type: "reasoning-end", itemId: "r", isSummary: false },
    ],
  ],
  [command, [{ type: "command-output", itemId: "c", text: "a\nb\n" }]],
  [items.commandExecution("true"), []],
])("tells all of an item at once: %j", (item, parts) => {
  const events = eventsOfTurn({ items: [item] } as unknown as Turn);
  expect(events).toMatchObject([
    { type: "item-start", item },
    ...parts,
    { type: "item-end", item },
  ]);
});
