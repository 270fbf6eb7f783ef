import { describe, expect, test } from "vitest";
import { aiVersions } from "../../test/support/ai-versions.js";
import { changesIn, chunksOf, TurnOnPage } from "../../test/support/turn-on-page.js";
import {
  answered,
  approval,
  asked,
  command,
  completed,
  delta,
  elicitation,
  type Step,
  started,
} from "../../test/support/turn-steps.js";

describe.each(aiVersions)("a page with $name", (version) => {
  const page = new TurnOnPage(version);
  const { hasResponses } = page;

  test("asks about a command, and shows it run when that is accepted", async () => {
    const steps = [
      started(command()),
      asked("question", { itemId: "c", reason: "network" }),
      answered("question"),
      completed(command({ status: "completed", exitCode: 0 })),
    ];
    const states = await page.messagesOf(chunksOf(steps, { hasResponses }));
    const asking = states.find(({ parts }) => parts[0]?.state === "approval-requested");

    expect(asking?.parts[0]).toMatchObject({
      approval: { id: "question" },
      callProviderMetadata: {
        codex: { approval: { method: approval, params: { reason: "network" } } },
      },
    });
    expect(await page.statesOf(steps)).toEqual([
      "input-available",
      "approval-requested",
      hasResponses ? "approval-responded" : "input-available",
      "output-available",
    ]);
    const [shown] = states.at(-1)?.parts ?? [];
    expect(shown?.callProviderMetadata?.codex).not.toHaveProperty("approval");
    expect(shown?.approval).toEqual({ id: "question", ...(hasResponses && { approved: true }) });
    expect(await version.isValid(states.at(-1))).toBe(hasResponses);
  });

  test.each<[string, Step[]]>([
    ["by the handler", [asked("question", { itemId: "c" }), answered("question", false)]],
    ["by another client", [asked("question", { itemId: "c" }), answered("question", null)]],
    ["by another client first", [asked("question", { itemId: "c" })]],
    ["before the page came", []],
  ])("shows that it was declined %s", async (_, steps) => {
    const last = await page.lastOf([
      started(command()),
      ...steps,
      completed(command({ status: "declined" })),
    ]);

    expect(last?.parts).toMatchObject([
      {
        state: "output-denied",
        approval: { id: expect.any(String), ...(hasResponses && { approved: false }) },
      },
    ]);
    expect(await version.isValid(last)).toBe(hasResponses);
  });

  test("shows that another client has accepted it", async () => {
    const last = await page.lastOf([
      started(command()),
      asked("question", { itemId: "c" }),
      answered("question", null),
      completed(command({ status: "completed" })),
    ]);

    expect(last?.parts).toMatchObject([
      { state: "output-available", approval: hasResponses ? { approved: true } : {} },
    ]);
  });

  test("goes on showing the output of a command that asks once more", async () => {
    const states = await page.messagesOf(
      chunksOf(
        [
          started(command()),
          delta("commandExecution/outputDelta", "c", "before "),
          asked("question", { itemId: "c" }),
          delta("commandExecution/outputDelta", "c", "after"),
          answered("question"),
        ],
        { hasResponses },
      ),
    );

    expect(changesIn(states.map(({ parts }) => parts[0]?.output))).toEqual([
      { output: "before " },
      { output: "before after" },
      { output: "before after", status: "unfinished" },
    ]);
    expect(states.at(-1)?.parts).toMatchObject([
      { toolCallId: "c" },
      { toolName: "commandApproval", output: { status: "answered" } },
    ]);
    expect(await version.isValid(states.at(-1))).toBe(hasResponses);
  });

  test("asks two things about one command at the same time", async () => {
    const states = await page.messagesOf(
      chunksOf([
        started(command()),
        asked("first", { itemId: "c" }),
        asked("second", { itemId: "c" }),
        answered("first"),
        answered("second"),
      ]),
    );
    const both = states.find(({ parts }) => parts[1]?.state === "approval-requested");

    expect(both?.parts.map(({ approval }) => approval?.id)).toEqual(["first", "second"]);
    expect(states.at(-1)?.parts.map(({ state }) => state)).toEqual([
      "output-available",
      "output-available",
    ]);
  });

  test("asks about the command of a sub-agent beside one of the turn with the same id", async () => {
    const [own, other] = await page.partsOf([
      started(command()),
      asked("question", { threadId: "agent", itemId: "c", command: "rm x" }),
    ]);

    expect(own).toMatchObject({ toolCallId: "c" });
    expect(own?.approval).toBeUndefined();
    expect(other).toMatchObject({
      toolName: "commandApproval",
      toolCallId: "approval-question",
      input: { command: "rm x" },
      approval: { id: "question" },
    });
  });

  test("asks about the call of an MCP tool at its place, unless two are alike", async () => {
    const call = (id: string, given: object): Step =>
      started({ type: "mcpToolCall", id, server: "s", tool: "t", arguments: given });
    const question = (id: string): Step =>
      asked(id, { server: "s", tool: "t", arguments: { a: 1 } }, elicitation);

    const [one, other] = await page.partsOf([
      call("x", { a: 1 }),
      call("y", { a: 2 }),
      question("q"),
    ]);
    const alike = await page.partsOf([call("x", { a: 1 }), call("y", { a: 1 }), question("q")]);

    expect(one).toMatchObject({ toolName: "s.t", toolCallId: "x", approval: { id: "q" } });
    expect(other?.approval).toBeUndefined();
    expect(alike[2]).toMatchObject({ toolName: "mcpToolApproval", approval: { id: "q" } });
  });

  test("shows what no item stands for until it is answered", async () => {
    const question = asked("q", { questions: [{ id: "a" }] }, "item/tool/requestUserInput");
    const steps = [question, answered("q")];

    expect(await page.statesOf(steps)).toEqual([
      "input-available",
      "approval-requested",
      ...(hasResponses ? ["approval-responded"] : []),
      "output-available",
    ]);
    expect(await page.partsOf(steps)).toMatchObject([
      { toolName: "userInput", output: { status: "answered" } },
    ]);
    expect(await page.partsOf([question, answered("q", false)])).toMatchObject([
      { toolName: "userInput", state: "output-denied" },
    ]);
    expect(await page.partsOf([question, answered("q", null)])).toMatchObject([
      { toolName: "userInput", output: { status: "over" } },
    ]);
  });
});
