import { describe, expect, test } from "vitest";
import { aiVersions } from "../../test/support/ai-versions.js";
import { changesIn, chunksOf, TurnOnPage } from "../../test/support/turn-on-page.js";
import { command, completed, delta, message, started } from "../../test/support/turn-steps.js";

describe.each(aiVersions)("a page with $name", (version) => {
  const page = new TurnOnPage(version);

  test("shows a command, what it writes meanwhile, and its end", async () => {
    const states = await page.messagesOf(
      chunksOf([
        started(command()),
        delta("commandExecution/outputDelta", "c", "one\n"),
        delta("commandExecution/outputDelta", "c", "two\n"),
        completed(command({ status: "completed", exitCode: 1, aggregatedOutput: "one\ntwo\n" })),
      ]),
    );

    const shown = states.flatMap(({ parts }) => (parts[0]?.preliminary ? parts[0].output : []));
    expect(shown).toEqual([{ output: "one\n" }, { output: "one\ntwo\n" }]);
    expect(states.at(-1)?.parts).toMatchObject([
      {
        type: "dynamic-tool",
        toolName: "commandExecution",
        toolCallId: "c",
        state: "output-available",
        input: { command: "ls", cwd: "/work" },
        output: { output: "one\ntwo\n", exitCode: 1, status: "completed" },
        callProviderMetadata: { codex: { itemType: "commandExecution", itemId: "c" } },
      },
    ]);
    expect(states.at(-1)?.parts[0]?.preliminary).toBeUndefined();
  });

  test("gets the end of a long output, meanwhile and at its end", async () => {
    const steps = [
      started(command()),
      delta("commandExecution/outputDelta", "c", "0123456789"),
      completed(command({ status: "completed", aggregatedOutput: "0123456789" })),
    ];

    const states = await page.messagesOf(chunksOf(steps, { maxOutput: 4 }));

    const shown = changesIn(states.flatMap(({ parts }) => parts[0]?.output ?? []));
    expect(shown).toMatchObject([{ output: "6789" }, { output: "6789", status: "completed" }]);
  });

  test("gets an output in its order, though what the server did not stream comes last", async () => {
    const parts = await page.partsOf([
      started(command()),
      delta("commandExecution/outputDelta", "c", "two\n"),
      completed(command({ status: "completed", aggregatedOutput: "one\ntwo\n" })),
    ]);

    expect(parts).toMatchObject([{ output: { output: "one\ntwo\n" } }]);
  });

  test.each<[string, object, object, object]>([
    [
      "changes to files",
      { type: "fileChange", changes: [{ path: "a", kind: { type: "add" }, diff: "+a" }] },
      { status: "completed" },
      {
        toolName: "fileChange",
        input: { changes: [{ path: "a" }] },
        output: { status: "completed" },
      },
    ],
    [
      "an MCP tool",
      { type: "mcpToolCall", server: "s", tool: "t", arguments: { a: 1 } },
      { status: "completed", result: { content: [{ type: "text", text: "x" }] } },
      { toolName: "s.t", title: "t", input: { a: 1 }, output: { content: [{ text: "x" }] } },
    ],
    [
      "an MCP tool that fails",
      { type: "mcpToolCall", server: "s", tool: "t", arguments: {} },
      { status: "failed", error: { message: "user rejected" } },
      { state: "output-error", errorText: "user rejected" },
    ],
    [
      "a tool of the program",
      { type: "dynamicToolCall", namespace: null, tool: "t", arguments: { a: 1 } },
      { success: true, contentItems: [{ type: "inputText", text: "x" }] },
      { toolName: "t", input: { a: 1 }, output: { success: true } },
    ],
    [
      "a tool of the program in a namespace",
      { type: "dynamicToolCall", namespace: "n", tool: "t", arguments: {} },
      { success: false, contentItems: null },
      { toolName: "n.t", output: { success: false } },
    ],
    [
      "a search, whose words are known at its end",
      { type: "webSearch", query: "" },
      { query: "codex" },
      { toolName: "webSearch", input: { query: "codex" }, output: { query: "codex" } },
    ],
    [
      "an item of a kind that is not known",
      { type: "newer", value: 1 },
      { value: 2 },
      { toolName: "newer", output: { value: 2 } },
    ],
  ])("shows %s", async (_, begin, end, shown) => {
    const parts = await page.partsOf([
      started({ id: "i", ...begin }),
      completed({ id: "i", ...begin, ...end }),
    ]);

    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject(shown);
  });

  test("shows what a tool reports meanwhile", async () => {
    const states = await page.messagesOf(
      chunksOf([
        started({ type: "mcpToolCall", id: "i", server: "s", tool: "t", arguments: {} }),
        { method: "item/mcpToolCall/progress", params: { itemId: "i", message: "half" } },
      ]),
    );

    expect(states.map(({ parts }) => parts[0]?.output)).toContainEqual({ progress: "half" });
  });

  test("tells two items of the same id apart", async () => {
    const parts = await page.partsOf([
      started(command()),
      completed(command({ status: "completed", exitCode: 0 })),
      started(command()),
      completed(command({ status: "completed", exitCode: 1 })),
    ]);

    expect(parts).toMatchObject([
      { toolCallId: "c", output: { exitCode: 0 } },
      { toolCallId: "c#2", output: { exitCode: 1 } },
    ]);
  });

  test("does not take the end of a message of the same id for that of a command", async () => {
    const [shown] = await page.partsOf([
      started(command()),
      completed(message("c", "Hello")),
      completed(command({ status: "completed", exitCode: 0 })),
    ]);

    expect(shown).toMatchObject({ output: { exitCode: 0 } });
  });
});
