import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Thread, TurnHandle } from "../../src/index.js";
import {
  createGate,
  customToolCall,
  failed,
  functionCall,
  message,
  reasoning,
  usage,
} from "../../src/testing/index.js";
import {
  type ApprovalDecision,
  type Approvals,
  createApprovals,
  type PendingApproval,
  toUIMessageResponse,
  toUIMessageStream,
} from "../../src/ui/index.js";
import {
  type AiVersion,
  aiVersions,
  type PageMessage,
  type PagePart,
} from "../support/ai-versions.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

const notes = fileURLToPath(new URL("../fixtures/mcp-server.mjs", import.meta.url));
const mcpConfig = `[mcp_servers.notes]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(notes)}]\n`;

/** Answers every question with the same, and keeps what was asked. */
function answerAll(approvals: Approvals, decision: ApprovalDecision): PendingApproval[] {
  const asked: PendingApproval[] = [];
  approvals.onChange(() => {
    for (const approval of approvals.list()) {
      asked.push(approval);
      approvals.answer(approval.id, decision);
    }
  });
  return asked;
}

/** Every state of the message of a page that gets the turn over HTTP. */
async function* messagesOf(
  { read, fetched, aiVersion }: AiVersion,
  turn: TurnHandle,
): AsyncGenerator<PageMessage> {
  yield* read(await fetched(() => toUIMessageResponse(turn, { aiVersion })));
}

function statesOf(version: AiVersion, turn: TurnHandle): Promise<PageMessage[]> {
  return collect(messagesOf(version, turn));
}

function partsNamed(message: PageMessage | undefined, name: string): PagePart[] {
  return (message?.parts ?? []).filter(({ toolName, type }) => name === (toolName ?? type));
}

function startUntrusted(
  codex: Awaited<ReturnType<typeof startCodex>>["codex"],
  approvals: Approvals,
): Promise<Thread> {
  return codex.threadStart({
    approvalPolicy: "untrusted",
    sandbox: "full-access",
    handlers: approvals.handlers,
  });
}

describe.each(aiVersions)("a page with $name", (version) => {
  test("shows reasoning, an approved command with its output, the text and the usage", async () => {
    const approvals = createApprovals();
    const asked = answerAll(approvals, "accept");
    const { codex, model } = await startCodex();
    model.respond(
      reasoning(["Let me look."]),
      functionCall("exec_command", { cmd: "echo one; sleep 0.3; echo two" }, { callId: "call" }),
      usage({ inputTokens: 1_000, outputTokens: 50 }),
    );
    model.respond(
      message(["<i>Found", "</i>"], { phase: "final_answer" }),
      usage({ inputTokens: 10, outputTokens: 5 }),
    );
    const turn = await (await startUntrusted(codex, approvals)).turn("Go");

    const states = await statesOf(version, turn);

    const last = states.at(-1);
    expect(last).toMatchObject({
      id: turn.id,
      metadata: {
        threadId: turn.threadId,
        turnId: turn.id,
        status: "completed",
        turnUsage: { inputTokens: 1_010, outputTokens: 55 },
      },
    });
    expect(last?.parts.map(({ type, text, output }) => text ?? output ?? type)).toMatchObject([
      "Let me look.",
      { output: "one\ntwo\n", exitCode: 0, status: "completed" },
      "<i>Found</i>",
    ]);
    const live = states.flatMap((state) => partsNamed(state, "commandExecution"));
    expect(live.some(({ preliminary }) => preliminary)).toBe(true);
    const asking = live.find(({ state }) => state === "approval-requested");
    expect(asking?.approval?.id).toBe(asked[0]?.id);
    expect(asked).toMatchObject([{ kind: "commandApproval", threadId: turn.threadId }]);
    expect(await version.isValid(last)).toBe(version.aiVersion === 7);
  });

  test("shows a declined command as denied", async () => {
    const approvals = createApprovals();
    answerAll(approvals, "decline");
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
    model.respond(message("Then not."));
    const turn = await (await startUntrusted(codex, approvals)).turn("Go");

    const last = (await statesOf(version, turn)).at(-1);

    expect(partsNamed(last, "commandExecution")).toMatchObject([
      { state: "output-denied", approval: version.aiVersion === 7 ? { approved: false } : {} },
    ]);
    expect(await version.isValid(last)).toBe(version.aiVersion === 7);
  });

  test("shows changes to files, whole before they are approved", async () => {
    const approvals = createApprovals();
    const asked = answerAll(approvals, "accept");
    const { codex, model, home } = await startCodex();
    const patch = "*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch";
    model.respond(customToolCall("apply_patch", patch, { callId: "call" }));
    model.respond(message("Written."));
    const turn = await (await startUntrusted(codex, approvals)).turn("Go");

    const states = await statesOf(version, turn);

    const asking = states
      .flatMap((state) => partsNamed(state, "fileChange"))
      .find(({ state }) => state === "approval-requested");
    expect(asking).toMatchObject({
      approval: { id: asked[0]?.id },
      input: {
        changes: [{ path: join(home.cwd, "note.txt"), diff: expect.stringContaining("hello") }],
      },
    });
    expect(partsNamed(states.at(-1), "fileChange")).toMatchObject([
      { state: "output-available", output: { status: "completed" } },
    ]);
    expect(partsNamed(states.at(-1), "data-diff")).toMatchObject([
      { data: { diff: expect.stringContaining("+hello") } },
    ]);
    expect(await readFile(join(home.cwd, "note.txt"), "utf8")).toBe("hello\n");
  });

  test("asks about an MCP tool at its place, and shows what it gave", async () => {
    const approvals = createApprovals();
    const asked = answerAll(approvals, "accept");
    const { codex, model } = await startCodex({ home: { config: mcpConfig } });
    const call = { callId: "call", namespace: "mcp__notes", unoffered: true };
    model.respond(functionCall("write_note", { text: "hello" }, call));
    model.respond(message("Noted."));
    const thread = await codex.threadStart({ handlers: approvals.handlers });

    const states = await statesOf(version, await thread.turn("Go"));

    const [tool, ...others] = partsNamed(states.at(-1), "notes.write_note");
    expect(others).toEqual([]);
    expect(tool).toMatchObject({
      state: "output-available",
      input: { text: "hello" },
      output: { content: [{ text: "noted: hello" }] },
    });
    const asking = states
      .flatMap((state) => partsNamed(state, "notes.write_note"))
      .find(({ state }) => state === "approval-requested");
    expect(asking?.approval?.id).toBe(asked[0]?.id);
  });

  test("shows a form of an MCP server, whose content it answers", async () => {
    const approvals = createApprovals();
    answerAll(approvals, { content: { name: "Ada" } });
    const { codex, model } = await startCodex({ home: { config: mcpConfig } });
    const call = { callId: "call", namespace: "mcp__notes", unoffered: true };
    model.respond(functionCall("ask_name", {}, call));
    model.respond(message("Asked."));
    const thread = await codex.threadStart({ handlers: approvals.handlers });

    const last = (await statesOf(version, await thread.turn("Go"))).at(-1);

    expect(partsNamed(last, "elicitation")).toMatchObject([
      { state: "output-available", input: { message: "What is your name?" } },
    ]);
    expect(JSON.stringify(partsNamed(last, "notes.ask_name"))).toContain("Ada");
  });

  test("shows a question of the model, which it answers", async () => {
    const approvals = createApprovals();
    answerAll(approvals, { answers: { q1: ["B"] } });
    const { codex, model } = await startCodex();
    const options = ["A", "B"].map((label) => ({ label, description: label }));
    const question = { id: "q1", header: "Pick", question: "A or B?", options };
    const call = { callId: "call" };
    model.respond(functionCall("request_user_input", { questions: [question] }, call));
    model.respond(message("B it is."));
    const thread = await codex.threadStart({ handlers: approvals.handlers, askUser: true });

    const last = (await statesOf(version, await thread.turn("Go"))).at(-1);

    expect(partsNamed(last, "userInput")).toMatchObject([
      { state: "output-available", input: { questions: [{ question: "A or B?" }] } },
    ]);
    expect(model.requests.at(-1)?.toolOutput("call")).toContain("B");
  });

  test("that is reloaded while an approval waits finds it again, and can answer it", async () => {
    const approvals = createApprovals();
    const wasAsked = new Promise<void>((resolve) => void approvals.onChange(resolve));
    const { codex, model } = await startCodex();
    model.respond(
      message("I will look."),
      functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }),
    );
    model.respond(message("Done."));
    const turn = await (await startUntrusted(codex, approvals)).turn("Go");
    const before = toUIMessageStream(turn).getReader();
    await before.read();
    await wasAsked;
    await before.cancel();

    const [approval] = approvals.list();
    const states: PageMessage[] = [];
    for await (const state of messagesOf(version, turn)) {
      states.push(state);
      const isAsked = state.parts.at(-1)?.state === "approval-requested";
      if (isAsked) approvals.answer(state.parts.at(-1)?.approval?.id ?? "", "accept");
    }

    const asking = states.find(({ parts }) => parts.at(-1)?.state === "approval-requested");
    expect(asking?.parts).toMatchObject([
      { text: "I will look." },
      { toolName: "commandExecution", approval: { id: approval?.id } },
    ]);
    expect(states.at(-1)?.parts).toMatchObject([
      { text: "I will look." },
      { output: { output: "hello\n" } },
      { text: "Done." },
    ]);
  });
});

describe.each(aiVersions)("the chat of a page with $name", ({ startChat, isValid, aiVersion }) => {
  test("that notes its answer to an approval keeps it", async () => {
    const approvals = createApprovals();
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }));
    model.respond(message("Done."));
    const thread = await startUntrusted(codex, approvals);
    const chat = startChat(async () => toUIMessageResponse(await thread.turn("Go"), { aiVersion }));
    const wasAsked = new Promise<void>((resolve) => void approvals.onChange(resolve));

    const sent = chat.sendMessage({ text: "Go" });
    await Promise.all([wasAsked, chat.shows("approval-requested")]);
    const id = approvals.list()[0]?.id ?? "";
    await chat.addToolApprovalResponse({ id, approved: true });
    approvals.answer(id, "accept");
    await sent;

    const last = chat.messages.at(-1);
    expect(partsNamed(last, "commandExecution")).toMatchObject([
      { state: "output-available", approval: { id, approved: true } },
    ]);
    expect(await isValid(last)).toBe(true);
  });

  test("sends, is left in mid-turn, finds the turn again and has all of it once", async () => {
    const approvals = createApprovals();
    const { codex, model } = await startCodex();
    model.respond(
      message("I will look."),
      functionCall("exec_command", { cmd: "echo hello" }, { callId: "call" }),
    );
    model.respond(message("Done."));
    const thread = await startUntrusted(codex, approvals);
    const chat = startChat(async (url) => {
      if (url.endsWith("/stream")) {
        const turn = thread.currentTurn();
        return turn ? toUIMessageResponse(turn) : new Response(null, { status: 204 });
      }
      return toUIMessageResponse(await thread.turn("Go"));
    });
    const wasAsked = new Promise<void>((resolve) => void approvals.onChange(resolve));
    const sent = chat.sendMessage({ text: "Go" });
    await wasAsked;
    await chat.stop();
    await sent;
    expect(thread.currentTurn()).not.toBeNull();

    const resumed = chat.resumeStream();
    expect(approvals.answer(approvals.list()[0]?.id ?? "", "accept")).toBe("taken");
    await resumed;

    expect(chat.error).toBeUndefined();
    expect(chat.status).toBe("ready");
    expect(chat.messages.map(({ parts }) => parts.map(({ type }) => type))).toEqual([
      ["text"],
      ["text", "dynamic-tool", "text"],
    ]);
    await chat.resumeStream();
    expect(chat.messages).toHaveLength(2);
  });

  test("that looks for the turn twice at a time has it once", async () => {
    const more = createGate();
    const { codex, model } = await startCodex();
    model.respond(message(["<b>one ", more, "two</b>"]));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    const chat = startChat(async () => toUIMessageResponse(turn));
    await more.reached;

    const resumed = [chat.resumeStream(), chat.resumeStream()];
    more.open();
    await Promise.all(resumed);

    expect(chat.error).toBeUndefined();
    expect(chat.messages).toMatchObject([{ id: turn.id, parts: [{ text: "<b>one two</b>" }] }]);
  });

  test("has the error of a turn that fails, and what the turn did", async () => {
    const { codex, model } = await startCodex();
    model.respond(failed("invalid_prompt", "The prompt was refused"));
    const thread = await codex.threadStart();
    const chat = startChat(async () => toUIMessageResponse(await thread.turn("Go")));

    await chat.sendMessage({ text: "Go" });

    expect(chat.status).toBe("error");
    expect(chat.error?.message).toContain("The turn failed: ");
    expect(chat.messages.at(-1)?.metadata).toMatchObject({ status: "failed" });
  });
});

describe("an approval", () => {
  test("is over when its turn is interrupted, and an answer comes too late", async () => {
    const approvals = createApprovals();
    const wasAsked = new Promise<void>((resolve) => void approvals.onChange(resolve));
    const { codex, model } = await startCodex();
    model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
    const turn = await (await startUntrusted(codex, approvals)).turn("Go");
    await wasAsked;
    const [approval] = approvals.list();

    await turn.interrupt();

    expect(approvals.list()).toEqual([]);
    expect(approvals.answer(approval?.id ?? "", "accept")).toBe("over");
  });

  test("of a sub-agent's thread is one of the turn that set it to work", async () => {
    const approvals = createApprovals();
    const asked = answerAll(approvals, "accept");
    const { codex, model } = await startCodex();
    const thread = await startUntrusted(codex, approvals);
    const spawn = functionCall(
      "spawn_agent",
      { message: "Look", agent_type: "worker" },
      { namespace: "multi_agent_v1", unoffered: true },
    );
    const agentDone = createGate();
    const parent = [spawn, message("Sent.")];
    const agent = [
      functionCall("exec_command", { cmd: "true" }, { callId: "call" }),
      message("Looked."),
    ];
    model.respondWith(async ({ threadId }) => {
      if (threadId !== thread.id) {
        const next = agent.shift();
        if (agent.length === 0) agentDone.open();
        return next ?? message("nothing more");
      }
      const next = parent.shift();
      if (parent.length === 0) await agentDone.pass();
      return next ?? message("nothing more");
    });
    const turn = await thread.turn("Go");

    const chunks: { type: string }[] = [];
    for await (const chunk of toUIMessageStream(turn)) chunks.push(chunk);

    expect(asked).toMatchObject([{ kind: "commandApproval" }]);
    expect(asked[0]?.threadId).not.toBe(thread.id);
    expect(chunks).toContainEqual({
      type: "tool-approval-request",
      approvalId: asked[0]?.id,
      toolCallId: `approval-${asked[0]?.id}`,
    });
    expect(chunks).toContainEqual(
      expect.objectContaining({ type: "data-agent", id: asked[0]?.threadId }),
    );
  });
});
