import { describe, expect, it } from "vitest";
import { answerSteps, type ModelEvent } from "./answer-steps.js";
import { createGate } from "./gate.js";
import {
  type AnswerPart,
  customToolCall,
  disconnect,
  failed,
  functionCall,
  httpError,
  incomplete,
  message,
  rawEvent,
  reasoning,
  silence,
  usage,
} from "./model-answer.js";

/** The types of events, and the kinds of all other steps. */
function outline(...parts: AnswerPart[]): string[] {
  return answerSteps(parts, "r").map((step) =>
    step.kind === "event" ? step.event.type : step.kind,
  );
}

function events(...parts: AnswerPart[]): ModelEvent[] {
  return answerSteps(parts, "r").flatMap((step) => (step.kind === "event" ? [step.event] : []));
}

describe("answerSteps", () => {
  it("streams a message as the author split it", () => {
    expect(events(message(["a", "", "b"], { phase: "final_answer" }))).toEqual([
      { type: "response.created", response: { id: "r" } },
      expect.objectContaining({ type: "response.output_item.added", output_index: 0 }),
      expect.objectContaining({
        type: "response.output_text.delta",
        delta: "a",
        item_id: "r_item_0",
      }),
      expect.objectContaining({
        type: "response.output_text.delta",
        delta: "b",
        item_id: "r_item_0",
      }),
      {
        type: "response.output_item.done",
        output_index: 0,
        item: {
          type: "message",
          role: "assistant",
          id: "r_item_0",
          phase: "final_answer",
          content: [{ type: "output_text", text: "ab" }],
        },
      },
      expect.objectContaining({ type: "response.completed" }),
    ]);
  });

  it("streams summary and raw text of reasoning", () => {
    expect(outline(reasoning(["a", "b"], { content: "c" }))).toEqual([
      "response.created",
      "response.output_item.added",
      "response.reasoning_summary_part.added",
      "response.reasoning_summary_text.delta",
      "response.reasoning_summary_text.delta",
      "response.reasoning_text.delta",
      "response.output_item.done",
      "response.completed",
      "finish",
    ]);
  });

  it("gives tool calls an id of their own unless told one", () => {
    const items = events(
      functionCall("exec_command", { cmd: "ls" }),
      functionCall("lookup", "not json", { callId: "c1", namespace: "mcp__x" }),
      customToolCall("apply_patch", "*** Begin Patch", { callId: "c2" }),
    ).filter(({ type }) => type === "response.output_item.done");
    expect(items.map(({ item }) => item)).toEqual([
      {
        id: "r_item_0",
        type: "function_call",
        name: "exec_command",
        arguments: '{"cmd":"ls"}',
        call_id: "call_r_item_0",
      },
      {
        id: "r_item_1",
        type: "function_call",
        name: "lookup",
        arguments: "not json",
        call_id: "c1",
        namespace: "mcp__x",
      },
      {
        id: "r_item_2",
        type: "custom_tool_call",
        name: "apply_patch",
        input: "*** Begin Patch",
        call_id: "c2",
      },
    ]);
  });

  it("reports the usage figures given", () => {
    const completed = events(usage({ inputTokens: 7, cachedInputTokens: 3, outputTokens: 2 })).at(
      -1,
    );
    expect(completed?.response).toMatchObject({
      usage: {
        input_tokens: 7,
        input_tokens_details: { cached_tokens: 3 },
        output_tokens: 2,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 9,
      },
    });
  });

  it("passes raw events on untouched", () => {
    const event = { type: "response.output_item.done", item: { type: "web_search_call" } };
    expect(events(rawEvent(event))[1]).toEqual(event);
  });

  it("holds the headers at a gate that comes first, else the stream", () => {
    const gate = createGate();
    expect(outline(gate, message("a")).slice(0, 2)).toEqual(["gate", "response.created"]);
    expect(outline(gate, httpError(429))).toEqual(["gate", "http"]);
    expect(outline(message(["a", gate, "b"])).slice(2, 5)).toEqual([
      "response.output_text.delta",
      "gate",
      "response.output_text.delta",
    ]);
  });

  it.each([
    ["failed", failed("server_error"), ["response.created", "response.failed", "finish"]],
    ["incomplete", incomplete(), ["response.created", "response.incomplete", "finish"]],
    ["an HTTP error", httpError(500), ["http"]],
    ["silence", silence(), ["finish"]],
    ["a cut", disconnect(), ["response.created", "finish"]],
  ])("ends with %s and nothing after it", (_, failure, expected) => {
    expect(outline(failure)).toEqual(expected);
    expect(() => outline(failure, message("a"))).toThrow(/can't follow/);
  });

  it("cuts after the number of events asked for", () => {
    const gate = createGate();
    const parts = [message(["a", gate, "b"]), disconnect({ afterEvents: 3, how: "reset" })];
    expect(outline(...parts)).toEqual([
      "response.created",
      "response.output_item.added",
      "response.output_text.delta",
      "gate",
      "finish",
    ]);
    expect(outline(message("a"), disconnect({ afterEvents: 0 }))).toEqual(["finish"]);
  });

  it("refuses an HTTP status once the stream has begun", () => {
    expect(() => outline(message("a"), httpError(500))).toThrow(/can't follow a streamed part/);
  });
});
