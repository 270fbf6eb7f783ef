import { describe, expect, test } from "vitest";
import { customToolCall, functionCall, message, toolSearch } from "./model-answer.js";
import { offeredTools } from "./offered-tools.js";
import { unofferedCall } from "./unoffered-call.js";

const functions = (...names: string[]): object[] =>
  names.map((name) => ({ type: "function", name }));

const namespace = (name: string, ...names: string[]): object => ({
  type: "namespace",
  name,
  tools: functions(...names),
});

const tools = offeredTools(
  {
    tools: [
      ...functions("exec_command"),
      { type: "custom", name: "apply_patch" },
      namespace("crm", "find"),
      { type: "tool_search" },
      { type: "web_search" },
    ],
  },
  [
    { type: "additional_tools", tools: [namespace("functions", "wait")] },
    { type: "tool_search_output", tools: [namespace("mcp__notes", "write_note")] },
    { type: "message", tools: functions("not_a_tool") },
  ],
);

describe("calls of offered tools", () => {
  test.each([
    [functionCall("exec_command", {})],
    [functionCall("exec_command", {}, { namespace: "functions" })],
    [functionCall("wait", {})],
    [functionCall("find", {}, { namespace: "crm" })],
    [functionCall("write_note", {}, { namespace: "mcp__notes" })],
    [customToolCall("apply_patch", "")],
    [toolSearch("notes")],
    [functionCall("typo", {}, { unoffered: true })],
    [message("No call at all.")],
  ])("$name in $namespace of kind $kind", (part) => {
    expect(unofferedCall([part], tools)).toBeUndefined();
  });
});

describe("other calls come with advice:", () => {
  test.each([
    ["a typo", functionCall("exec_comand", {}), /correct the name, or .* option unoffered/],
    ["no namespace", functionCall("find", {}), /in the namespace "crm"/],
    ["a function that is custom", functionCall("apply_patch", {}), /with customToolCall\(\)/],
    ["a custom tool that is none", customToolCall("exec_command", ""), /with functionCall\(\)/],
    ["a search by hand", functionCall("tool_search", {}), /with toolSearch\(\)/],
    ["a tool of the API's own", functionCall("web_search", {}), /correct the name/],
    ["one not found yet", functionCall("x", {}, { namespace: "mcp__n" }), /a toolSearch\(\) first/],
    ["a message's field", functionCall("not_a_tool", {}), /correct the name/],
  ])("%s", (_, part, advice) => {
    const reason = unofferedCall([message("First."), part], tools);

    expect(reason).toMatch(advice);
    expect(reason).toMatch(
      /: exec_command, apply_patch, crm\/find, tool_search, web_search, functions\/wait, mcp__n/,
    );
  });

  test("a request without tools, such as that of a compaction", () => {
    expect(unofferedCall([functionCall("exec_command", {})], [])).toMatch(/Offered were: none$/);
  });
});
