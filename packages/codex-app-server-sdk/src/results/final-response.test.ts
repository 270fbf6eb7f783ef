import type * as wire from "codex-app-server-sdk/protocol";
import { expect, test } from "vitest";
import { items } from "../testing/items/items.js";
import { answerOf, finalResponseOf } from "./final-response.js";

function message(text: string, phase: wire.MessagePhase | null = null): wire.ThreadItem {
  return items.agentMessage(text, { phase });
}

function plan(text: string): wire.ThreadItem {
  return { type: "plan", id: "p", text };
}

test.each<[string, wire.ThreadItem[], string | null]>([
  [
    "the last message marked as final answer, whatever follows",
    [
      message("first", "final_answer"),
      message("second", "final_answer"),
      message("unmarked"),
      plan("a plan"),
      message("by the way", "commentary"),
    ],
    "second",
  ],
  [
    "else the last unmarked message",
    [message("one"), message("two"), plan("a plan"), message("by the way", "commentary")],
    "two",
  ],
  ["else the last plan", [plan("a"), plan("b"), message("by the way", "commentary")], "b"],
  ["else the last comment", [message("a", "commentary"), message("b", "commentary")], "b"],
  ["no empty text", [message("x"), message("", "final_answer"), message("")], "x"],
  ["nothing, when there is none", [plan(""), message("", "commentary")], null],
  ["no message of a kind that is not known", [message("x", "newer" as wire.MessagePhase)], null],
])("the final response is %s", (_, items, expected) => {
  expect(finalResponseOf(items, "completed")).toBe(expected);
});

test("the final response of a turn that did not complete is no comment", () => {
  const items = [message("I will look", "commentary")];

  expect(finalResponseOf(items, "interrupted")).toBeNull();
  expect(finalResponseOf(items, "failed")).toBeNull();
  expect(finalResponseOf([message("half"), ...items], "failed")).toBe("half");
});

test("what answers is a final or an unmarked message, and no plan or comment", () => {
  const comment = message("I will look", "commentary");

  expect(answerOf([message("a"), message("b", "final_answer"), message("c"), comment])).toBe("b");
  expect(answerOf([message("a"), message(""), comment, plan("p")])).toBe("a");
  expect(answerOf([comment, plan("p")])).toBeNull();
});
