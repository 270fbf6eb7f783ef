import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { aiVersions, type PageMessage, type PagePart } from "../../test/support/ai-versions.js";
import { collect } from "../../test/support/collect.js";
import { TurnFold } from "../events/turn-fold.js";
import { TurnCollector } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import { MessageFold } from "./message-fold.js";
import type { SentChunk } from "./ui-message-chunk.js";

const threadId = "thread";
const format = { maxOutput: 100, hasResponses: false };

/** What happens in a turn: what the server notifies of, and what it asks. */
type Step =
  | { method: string; params: unknown }
  | { asked: string; method: string; params: unknown }
  | { answered: string; isAccepted: boolean | null };

const started = (item: object): Step => ({ method: "item/started", params: { item } });
const completed = (item: object): Step => ({ method: "item/completed", params: { item } });
const delta = (kind: string, itemId: string, text: string, more: object = {}): Step => ({
  method: `item/${kind}`,
  params: { itemId, delta: text, ...more },
});
const asked = (id: string, params: object, method = approval): Step => ({
  asked: id,
  method,
  params: { threadId, ...params },
});
const answered = (id: string, isAccepted: boolean | null = true): Step => ({
  answered: id,
  isAccepted,
});

const approval = "item/commandExecution/requestApproval";
const elicitation = "mcpServer/elicitation/request";
const retry: Step = {
  method: "error",
  params: {
    willRetry: true,
    error: { message: "the provider said sk-secret", codexErrorInfo: "serverOverloaded" },
  },
};

const message = (id: string, text: string, phase: string | null = null): object => ({
  type: "agentMessage",
  id,
  text,
  phase,
});
const command = (more: object = {}): object => ({
  type: "commandExecution",
  id: "c",
  command: "ls",
  cwd: "/work",
  status: "inProgress",
  aggregatedOutput: null,
  exitCode: null,
  durationMs: null,
  ...more,
});

/** The chunks of a turn in which this happens. */
function chunksOf(
  steps: readonly Step[],
  { status = "completed", failure, maxOutput = 100, hasResponses = false }: TurnEnding = {},
): SentChunk[] {
  const turn = new TurnFold(0);
  const fold = new MessageFold({ id: "turn", threadId }, { maxOutput, hasResponses });
  const events = steps.flatMap((step) => {
    if ("answered" in step) return turn.answered({ ...step, id: step.answered });
    if ("asked" in step) return turn.asked({ ...step, id: step.asked });
    return turn.add(step as wire.ServerNotification);
  });
  events.push(...turn.finish(new TurnCollector().result(turnFixture({ id: "turn", status }))));
  const chunks = events.flatMap((event) =>
    event.type === "finish" ? fold.end(event.result.turn, failure) : fold.add(event),
  );
  return [...fold.start(), ...chunks];
}

interface TurnEnding {
  status?: wire.TurnStatus;
  failure?: string;
  maxOutput?: number;
  hasResponses?: boolean;
}

function streamOf(chunks: readonly SentChunk[]): ReadableStream<SentChunk> {
  return new ReadableStream({
    start(controller): void {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

/** Each value that is another one than the one before it. */
function changesIn<T>(values: readonly T[]): T[] {
  const texts = values.map((value) => JSON.stringify(value));
  return values.filter((_, index) => texts[index] !== texts[index - 1]);
}

describe.each(aiVersions)("a page with $name", ({ read, isValid, aiVersion }) => {
  const hasResponses = aiVersion === 7;

  /** Every state of the message. */
  function messagesOf(chunks: readonly SentChunk[]): Promise<PageMessage[]> {
    return collect(read(streamOf(chunks)));
  }

  async function partsOf(steps: readonly Step[], ending?: TurnEnding): Promise<PagePart[]> {
    return (await lastOf(steps, ending))?.parts ?? [];
  }

  async function lastOf(
    steps: readonly Step[],
    ending?: TurnEnding,
  ): Promise<PageMessage | undefined> {
    return (await messagesOf(chunksOf(steps, { hasResponses, ...ending }))).at(-1);
  }

  /** The states in which the page has shown the only tool of the message. */
  async function statesOf(steps: readonly Step[]): Promise<string[]> {
    const states = await messagesOf(chunksOf(steps, { hasResponses }));
    return changesIn(states.flatMap(({ parts }) => parts[0]?.state ?? []));
  }

  test("shows a message as it is written, and of which phase it is", async () => {
    const states = await messagesOf(
      chunksOf([
        started(message("m", "", "final_answer")),
        delta("agentMessage/delta", "m", "<b>Hel"),
        delta("agentMessage/delta", "m", "lo</b>"),
        completed(message("m", "<b>Hello</b>", "final_answer")),
      ]),
    );

    expect(states.map(({ parts }) => parts[0]?.text ?? "")).toEqual(
      expect.arrayContaining(["", "<b>Hel", "<b>Hello</b>"]),
    );
    expect(states.at(-1)).toMatchObject({
      id: "turn",
      metadata: { threadId, turnId: "turn", status: "completed" },
      parts: [
        {
          type: "text",
          text: "<b>Hello</b>",
          state: "done",
          providerMetadata: { codex: { phase: "final_answer" } },
        },
      ],
    });
  });

  test("is told that a half message was taken back", async () => {
    const parts = await partsOf([
      started(message("m", "")),
      delta("agentMessage/delta", "m", "Hel"),
      retry,
      started(message("n", "")),
      completed(message("n", "Hello")),
    ]);

    expect(parts).toMatchObject([
      { text: "Hel", state: "done", providerMetadata: { codex: { isDiscarded: true } } },
      { text: "Hello", state: "done", providerMetadata: { codex: { phase: null } } },
    ]);
  });

  test("shows the whole message where its parts do not make it up", async () => {
    const parts = await partsOf([
      delta("agentMessage/delta", "m", "llo"),
      completed(message("m", "Hello")),
    ]);

    expect(parts).toMatchObject([
      { text: "llo", providerMetadata: { codex: { isDiscarded: true } } },
      { text: "Hello", state: "done" },
    ]);
  });

  test("shows reasoning and its summary as two parts", async () => {
    const parts = await partsOf([
      started({ type: "reasoning", id: "r", summary: [], content: [] }),
      delta("reasoning/textDelta", "r", "Raw.", { contentIndex: 0 }),
      delta("reasoning/summaryTextDelta", "r", "Short.", { summaryIndex: 0 }),
      completed({ type: "reasoning", id: "r", summary: ["Short."], content: ["Raw."] }),
    ]);

    expect(parts).toMatchObject([
      { type: "reasoning", text: "Raw.", providerMetadata: { codex: { isSummary: false } } },
      { type: "reasoning", text: "Short.", providerMetadata: { codex: { isSummary: true } } },
    ]);
  });

  test("shows a command, what it writes meanwhile, and its end", async () => {
    const states = await messagesOf(
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

    const states = await messagesOf(chunksOf(steps, { maxOutput: 4 }));

    const shown = changesIn(states.flatMap(({ parts }) => parts[0]?.output ?? []));
    expect(shown).toMatchObject([{ output: "6789" }, { output: "6789", status: "completed" }]);
  });

  test("gets an output in its order, though what the server did not stream comes last", async () => {
    const parts = await partsOf([
      started(command()),
      delta("commandExecution/outputDelta", "c", "two\n"),
      completed(command({ status: "completed", aggregatedOutput: "one\ntwo\n" })),
    ]);

    expect(parts).toMatchObject([{ output: { output: "one\ntwo\n" } }]);
  });

  test("asks about a command, and shows it run when that is accepted", async () => {
    const steps = [
      started(command()),
      asked("question", { itemId: "c", reason: "network" }),
      answered("question"),
      completed(command({ status: "completed", exitCode: 0 })),
    ];
    const states = await messagesOf(chunksOf(steps, { hasResponses }));
    const asking = states.find(({ parts }) => parts[0]?.state === "approval-requested");

    expect(asking?.parts[0]).toMatchObject({
      approval: { id: "question" },
      callProviderMetadata: {
        codex: { approval: { method: approval, params: { reason: "network" } } },
      },
    });
    expect(await statesOf(steps)).toEqual([
      "input-available",
      "approval-requested",
      hasResponses ? "approval-responded" : "input-available",
      "output-available",
    ]);
    const [shown] = states.at(-1)?.parts ?? [];
    expect(shown?.callProviderMetadata?.codex).not.toHaveProperty("approval");
    expect(shown?.approval).toEqual({ id: "question", ...(hasResponses && { approved: true }) });
    expect(await isValid(states.at(-1))).toBe(hasResponses);
  });

  test.each<[string, Step[]]>([
    ["by the handler", [asked("question", { itemId: "c" }), answered("question", false)]],
    ["by another client", [asked("question", { itemId: "c" }), answered("question", null)]],
    ["by another client first", [asked("question", { itemId: "c" })]],
    ["before the page came", []],
  ])("shows that it was declined %s", async (_, steps) => {
    const last = await lastOf([
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
    expect(await isValid(last)).toBe(hasResponses);
  });

  test("shows that another client has accepted it", async () => {
    const last = await lastOf([
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
    const states = await messagesOf(
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
    expect(await isValid(states.at(-1))).toBe(hasResponses);
  });

  test("asks two things about one command at the same time", async () => {
    const states = await messagesOf(
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
    const [own, other] = await partsOf([
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

    const [one, other] = await partsOf([call("x", { a: 1 }), call("y", { a: 2 }), question("q")]);
    const alike = await partsOf([call("x", { a: 1 }), call("y", { a: 1 }), question("q")]);

    expect(one).toMatchObject({ toolName: "s.t", toolCallId: "x", approval: { id: "q" } });
    expect(other?.approval).toBeUndefined();
    expect(alike[2]).toMatchObject({ toolName: "mcpToolApproval", approval: { id: "q" } });
  });

  test("shows what no item stands for until it is answered", async () => {
    const question = asked("q", { questions: [{ id: "a" }] }, "item/tool/requestUserInput");
    const steps = [question, answered("q")];

    expect(await statesOf(steps)).toEqual([
      "input-available",
      "approval-requested",
      ...(hasResponses ? ["approval-responded"] : []),
      "output-available",
    ]);
    expect(await partsOf(steps)).toMatchObject([
      { toolName: "userInput", output: { status: "answered" } },
    ]);
    expect(await partsOf([question, answered("q", false)])).toMatchObject([
      { toolName: "userInput", state: "output-denied" },
    ]);
    expect(await partsOf([question, answered("q", null)])).toMatchObject([
      { toolName: "userInput", output: { status: "over" } },
    ]);
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
    const parts = await partsOf([
      started({ id: "i", ...begin }),
      completed({ id: "i", ...begin, ...end }),
    ]);

    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject(shown);
  });

  test("shows what a tool reports meanwhile", async () => {
    const states = await messagesOf(
      chunksOf([
        started({ type: "mcpToolCall", id: "i", server: "s", tool: "t", arguments: {} }),
        { method: "item/mcpToolCall/progress", params: { itemId: "i", message: "half" } },
      ]),
    );

    expect(states.map(({ parts }) => parts[0]?.output)).toContainEqual({ progress: "half" });
  });

  test("tells two items of the same id apart", async () => {
    const parts = await partsOf([
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
    const [shown] = await partsOf([
      started(command()),
      completed(message("c", "Hello")),
      completed(command({ status: "completed", exitCode: 0 })),
    ]);

    expect(shown).toMatchObject({ output: { exitCode: 0 } });
  });

  test("has one plan and one diff, the latest", async () => {
    const plan = (step: string): Step => ({
      method: "turn/plan/updated",
      params: { plan: [{ step, status: "pending" }], explanation: null },
    });
    const diff = (text: string): Step => ({ method: "turn/diff/updated", params: { diff: text } });

    expect(await partsOf([plan("a"), diff("+a"), plan("b"), diff("+b")])).toMatchObject([
      { type: "data-plan", data: { steps: [{ step: "b" }] } },
      { type: "data-diff", data: { diff: "+b" } },
    ]);
  });

  test("has the usage in the message's metadata", async () => {
    const total = { totalTokens: 7 };
    const steps = [
      {
        method: "thread/tokenUsage/updated",
        params: { tokenUsage: { total, last: total, modelContextWindow: 100 } },
      },
    ];

    const [last] = (await messagesOf(chunksOf(steps))).slice(-1);
    expect(last?.metadata).toMatchObject({
      usage: { total, modelContextWindow: 100 },
      turnUsage: { totalTokens: 7 },
    });
  });

  test("keeps what it was told before an error, and the error holds no secret", async () => {
    const chunks = chunksOf([started(command()), retry], {
      status: "failed",
      failure: "It failed",
    });
    const states: unknown[] = [];

    await expect(messagesOf(chunks).then((all) => states.push(...all))).rejects.toThrow(
      "It failed",
    );
    expect(chunks.slice(-3)).toMatchObject([
      { type: "message-metadata", messageMetadata: { status: "failed" } },
      { type: "error", errorText: "It failed" },
      { type: "finish", finishReason: "error" },
    ]);
    expect(chunks).toContainEqual(
      expect.objectContaining({ type: "data-retry", data: { info: "serverOverloaded" } }),
    );
    expect(JSON.stringify(chunks)).not.toContain("sk-secret");
  });

  test("sees everything closed when the turn is interrupted", async () => {
    const last = await lastOf(
      [
        started(message("m", "")),
        delta("agentMessage/delta", "m", "Hel"),
        started(command()),
        asked("accepted", { itemId: "c" }),
        answered("accepted"),
        started(command({ id: "d" })),
        asked("question", { itemId: "d" }),
        asked("other", {}, elicitation),
      ],
      { status: "interrupted" },
    );

    expect(last?.parts).toMatchObject([
      { state: "done" },
      { state: "output-available", output: { output: "", status: "unfinished" } },
      { state: "output-denied", toolCallId: "d" },
      { state: "output-denied", toolName: "elicitation" },
    ]);
    expect(await isValid(last)).toBe(hasResponses);
  });
});

test("a sub-agent is a part that says whether it works", () => {
  const fold = new MessageFold({ id: "turn", threadId }, format);
  const agent = { threadId: "agent", parentThreadId: threadId, task: "Look", path: null };

  expect([
    ...fold.add({ type: "agent-start", ...agent }),
    ...fold.add({ type: "agent-end", ...agent }),
  ]).toEqual([
    { type: "data-agent", id: "agent", data: { ...agent, isWorking: true } },
    { type: "data-agent", id: "agent", data: { ...agent, isWorking: false } },
  ]);
});

test("a turn whose id is not known yet has a message without one", () => {
  expect(new MessageFold({ id: "", threadId }, format).start()).toEqual([
    { type: "start", messageMetadata: { threadId, turnId: "", status: "inProgress" } },
  ]);
});
