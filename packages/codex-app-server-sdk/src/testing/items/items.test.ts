import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { parse } from "../../protocol/index.js";
import { items } from "./items.js";

/** Made only by features that are rare or not released. */
type Left = "(unknown)" | "hookPrompt" | "functionCallOutput" | "sleep" | "imageGeneration";

const made: { [Type in Exclude<wire.ThreadItem["type"], Left>]: wire.ThreadItem & { type: Type } } =
  {
    userMessage: items.userMessage("Hi"),
    agentMessage: items.agentMessage("Hello."),
    plan: items.plan("1. Look"),
    reasoning: items.reasoning("Thinking"),
    commandExecution: items.commandExecution("ls"),
    fileChange: items.fileChange({ "/project/a.txt": "a\n" }),
    mcpToolCall: items.mcpToolCall("notes", "write_note"),
    dynamicToolCall: items.dynamicToolCall("lookup"),
    collabAgentToolCall: items.collabAgentToolCall("agent"),
    subAgentActivity: items.subAgentActivity("agent"),
    webSearch: items.webSearch("weather"),
    imageView: items.imageView("/project/a.png"),
    enteredReviewMode: items.enteredReviewMode("current changes"),
    exitedReviewMode: items.exitedReviewMode("No mistakes."),
    contextCompaction: items.contextCompaction(),
  };

describe("the builder of", () => {
  test.each(Object.entries(made))("%s makes an item that the protocol knows", (type, item) => {
    expect(item.type).toBe(type);
    expect(parse("ThreadItem", item)).toEqual(item);
  });

  test("each type is one of `items`", () => {
    expect(Object.keys(made)).toEqual(Object.keys(items));
  });
});

describe("an item", () => {
  test("has an id of its own, and the fields that a test gives it", () => {
    const [one, other] = [items.agentMessage("a"), items.agentMessage("a")];

    expect(one.id).not.toBe(other.id);
    expect(items.agentMessage("a", { id: "mine", phase: "commentary" })).toMatchObject({
      id: "mine",
      text: "a",
      phase: "commentary",
    });
  });

  test("shares nothing with another one", () => {
    items.reasoning("a").summary.push("b");

    expect(items.reasoning("a").summary).toEqual(["a"]);
  });
});
