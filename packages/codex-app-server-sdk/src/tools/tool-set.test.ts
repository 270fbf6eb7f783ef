import { describe, expect, test } from "vitest";
import { z } from "zod";
import { OptionsError } from "../errors/index.js";
import { type Tool, tool, toolNamespace } from "../handlers/tool.js";
import { ToolSet } from "./tool-set.js";

function plain(name: string, run: Tool["run"], more: Partial<Tool> = {}): Tool {
  return tool({ name, description: name, inputSchema: { type: "object" }, run, ...more });
}

function named(name: string): Tool {
  return plain(name, () => "");
}

function circular(): object {
  const schema: Record<string, unknown> = { type: "object" };
  schema.properties = { self: schema };
  return schema;
}

describe("tools are refused that", () => {
  test.each<[string, unknown, RegExp]>([
    ["no list", { a: 1 }, /tools is an object, expected a list/],
    ["a bare function", [() => {}], /tools\[0\] is a function, expected what tool\(\) makes/],
    [
      "two of one name",
      [named("a"), named("b"), named("a")],
      /tools\[2\] has the same name as tools\[0\]/,
    ],
    [
      "two that code can't tell apart",
      [named("a-b"), named("a_b")],
      /tools\[1\] has the same name/,
    ],
    [
      "two namespaces of one name",
      [toolNamespace("n", "", [named("a")]), toolNamespace("n", "", [named("b")])],
      /tools\[1\] has the same name/,
    ],
    [
      "two of one name in a namespace",
      [toolNamespace("n", "", [named("a"), named("a")])],
      /tools\[0\]\.tools\[1\] has the same name as tools\[0\]\.tools\[0\]/,
    ],
    [
      "one that code takes for one of a namespace",
      [toolNamespace("n", "", [named("a")]), named("n__a")],
      /tools\[1\] has the same name as tools\[0\]\.tools\[0\]/,
    ],
    ["the server's own namespace", [toolNamespace("clock", "", [named("a")])], /keeps for itself/],
    ["no name", [named("")], /name is "", expected up to 128/],
    ["an odd name", [named("a b")], /name is "a b"/],
    ["a long name", [named("a".repeat(129))], /expected up to 128/],
    ["a long namespace", [toolNamespace("a".repeat(65), "", [named("a")])], /expected up to 64/],
    ["the server's own name", [named("exec_command")], /"exec_command", which the server keeps/],
    ["a name of MCP servers", [named("mcp__a__b")], /keeps for itself/],
    ["an empty namespace", [toolNamespace("n", "", [])], /tools\[0\]\.tools is empty/],
    [
      "deferred outside a namespace",
      [plain("a", () => "", { deferLoading: true })],
      /only possible inside/,
    ],
    ["no description", [{ ...named("a"), description: undefined }], /description is missing/],
    ["an unknown option", [{ ...named("a"), parameters: {} }], /parameters is not an option/],
    ["no schema", [{ ...named("a"), inputSchema: undefined }], /needs either an input or/],
    ["no function", [{ ...named("a"), run: 1 }], /run is 1, expected a function/],
    ["a negative time", [plain("a", () => "", { timeoutMs: -1 })], /timeoutMs is -1/],
    [
      "a schema of a text",
      [tool({ name: "a", description: "d", input: z.string(), run: () => "" })],
      /is no object/,
    ],
    [
      "a schema without JSON",
      [tool({ name: "a", description: "d", input: z.object({ at: z.date() }), run: () => "" })],
      /can't be sent: .*Date/,
    ],
    [
      "no such schema",
      [{ ...named("a"), inputSchema: undefined, input: {} }],
      /plain JSON Schema goes into inputSchema/,
    ],
    ["a schema with a circle", [plain("a", () => "", { inputSchema: circular() })], /contains it/],
  ])("have %s", (_, tools, message) => {
    expect(() => new ToolSet(tools)).toThrow(OptionsError);
    expect(() => new ToolSet(tools)).toThrow(message);
  });
});

describe("the server is told", () => {
  const input = z.object({ id: z.string().transform(Number), note: z.string().optional() });
  const lookUp = tool({ name: "look_up", description: "d", input, run: () => "" });
  const schema = { type: "object", properties: { id: { type: "string" } }, required: ["id"] };

  test("of each with the schema of what it takes, which need not be strict", () => {
    const { specs } = new ToolSet([
      lookUp,
      toolNamespace("n", "", [plain("exec_command", () => "", { deferLoading: true })]),
    ]);

    expect(specs).toMatchObject([
      { type: "function", name: "look_up", description: "d", inputSchema: schema },
      {
        type: "namespace",
        name: "n",
        tools: [{ type: "function", name: "exec_command", deferLoading: true }],
      },
    ]);
    expect(JSON.parse(JSON.stringify(specs))).toEqual(specs);
  });

  test("nothing that could change a schema of the user's", () => {
    const own = Object.freeze({ type: "object", properties: Object.freeze({}) });

    const { specs } = new ToolSet([plain("a", () => "", { inputSchema: own })]);

    expect(specs).toMatchObject([{ inputSchema: own }]);
  });
});

describe("a call is for", () => {
  const tools = new ToolSet([
    plain("a", () => "outside", { timeoutMs: 5 }),
    toolNamespace("n", "", [plain("a", () => "inside"), named("b")]),
  ]);
  const find = (namespace: string | null, name: string): number | undefined =>
    tools.find({ threadId: "t", turnId: "u", callId: "c", namespace, tool: name, arguments: {} })
      ?.timeoutMs;

  test("the tool of its name in its namespace, which has its own time or a minute", () => {
    expect(find(null, "a")).toBe(5);
    expect(find("n", "a")).toBe(60_000);
  });

  test("none, where there is none of that name", () => {
    for (const [namespace, name] of [
      [null, "b"],
      ["n", "c"],
      ["m", "a"],
      [null, "toString"],
    ] as const) {
      expect(find(namespace, name)).toBeUndefined();
    }
  });
});
