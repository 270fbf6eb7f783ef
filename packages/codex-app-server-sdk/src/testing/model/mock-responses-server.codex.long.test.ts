import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startRawCodex } from "../../../test/support/start-raw-codex.js";
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
  reasoning,
  silence,
  usage,
} from "./model-answer.js";

// biome-ignore lint/suspicious/noExplicitAny: the messages' shapes are what is asserted.
type Loose = any;

describe("the real Codex with the stand-in model", () => {
  it("streams a message delta by delta, with its phase and the usage", async () => {
    const { model, codex } = await startRawCodex();
    model.respond(
      message(["Hello, ", "wor", "ld"], { phase: "final_answer" }),
      usage({ inputTokens: 70, cachedInputTokens: 30, outputTokens: 20, reasoningTokens: 5 }),
    );
    await codex.startTurn("Say hello");
    const completed = await codex.next("turn/completed");
    expect(completed.params?.turn).toMatchObject({
      status: "completed",
      items: [{ type: "agentMessage", text: "Hello, world", phase: "final_answer" }],
    });
    expect(codex.paramsOf("item/agentMessage/delta").map(({ delta }) => delta)).toEqual([
      "Hello, ",
      "wor",
      "ld",
    ]);
    expect(codex.paramsOf("thread/tokenUsage/updated").at(-1)?.tokenUsage).toMatchObject({
      last: {
        totalTokens: 90,
        inputTokens: 70,
        cachedInputTokens: 30,
        outputTokens: 20,
        reasoningOutputTokens: 5,
      },
    });
    expect(model.requests[0]).toMatchObject({
      userText: "Say hello",
      threadId: completed.params?.threadId,
      headers: { authorization: "[redacted]" },
    });
    expect(model.unexpectedRequests).toEqual([]);
  });

  it("passes reasoning on, summary and raw text", async () => {
    const { model, codex } = await startRawCodex();
    model.respond(reasoning(["think", "ing"], { content: ["r", "aw"] }), message("Done"));
    await codex.startTurn("Think");
    await codex.next("turn/completed");
    const deltas = (method: string): unknown[] => codex.paramsOf(method).map(({ delta }) => delta);
    expect(deltas("item/reasoning/summaryTextDelta")).toEqual(["think", "ing"]);
    expect(deltas("item/reasoning/textDelta")).toEqual(["r", "aw"]);
    expect(completedItem(codex.paramsOf("item/completed"), "reasoning")).toMatchObject({
      summary: ["thinking"],
      content: ["raw"],
    });
  });

  it("runs a function call that was approved, and tells the model what came of it", async () => {
    const { model, codex } = await startRawCodex();
    const cmd = "echo written > out.txt && cat out.txt";
    model.respond(functionCall("exec_command", { cmd }, { callId: "c1" }));
    model.respond(message("Done"));
    await codex.startTurn("Run it", { approvalPolicy: "untrusted", sandbox: "danger-full-access" });
    const request = await codex.next("item/commandExecution/requestApproval");
    expect(request.params).toMatchObject({ itemId: "c1", command: expect.stringContaining(cmd) });
    codex.send({ id: request.id, result: { decision: "accept" } });
    await codex.next("turn/completed");
    expect(completedItem(codex.paramsOf("item/completed"), "commandExecution")).toMatchObject({
      status: "completed",
      exitCode: 0,
      aggregatedOutput: "written\n",
    });
    expect(model.requests[1]?.toolOutput("c1")).toContain("written");
  });

  it("applies the patch of a custom tool call", async () => {
    const { model, home, codex } = await startRawCodex();
    const patch = ["*** Begin Patch", "*** Add File: new.txt", "+one é", "*** End Patch"].join(
      "\n",
    );
    model.respond(customToolCall("apply_patch", patch, { callId: "p1" }));
    model.respond(message("Done"));
    await codex.startTurn("Patch it", {
      approvalPolicy: "never",
      sandbox: "danger-full-access",
      cwd: home.cwd,
    });
    await codex.next("turn/completed");
    expect(completedItem(codex.paramsOf("item/completed"), "fileChange")).toMatchObject({
      id: "p1",
      status: "completed",
    });
    expect(await readFile(join(home.cwd, "new.txt"), "utf8")).toBe("one é\n");
    expect(model.requests[1]?.toolOutput("p1")).toContain("new.txt");
  });

  it("waits at a gate in the middle of a message", async () => {
    const { model, codex } = await startRawCodex();
    const gate = createGate();
    model.respond(message(["before", gate, "after"]));
    await codex.startTurn("Wait");
    await gate.reached;
    expect((await codex.next("item/agentMessage/delta")).params?.delta).toBe("before");
    expect(codex.paramsOf("item/agentMessage/delta")).toHaveLength(1);
    gate.open();
    expect((await codex.next("item/agentMessage/delta")).params?.delta).toBe("after");
    await codex.next("turn/completed");
  });

  it("closes a held stream when the turn is interrupted", async () => {
    const { model, codex } = await startRawCodex();
    const gate = createGate();
    model.respond(gate, message("never seen"));
    const { threadId } = await codex.startTurn("Wait");
    await gate.reached;
    await codex.request("turn/interrupt", { threadId, turnId: "" });
    expect(turnOf(await codex.next("turn/completed")).status).toBe("interrupted");
    expect(await model.requests[0]?.ended).toBe("aborted");
  });

  it("reads characters that the network splits", async () => {
    const { model, codex } = await startRawCodex({ chunkBytes: 1 });
    model.respond(message(["é😀", "\u2028\u0000\r\n"]));
    await codex.startTurn("Unicode");
    const turn = turnOf(await codex.next("turn/completed"));
    expect(turn.items[0].text).toBe("é😀\u2028\u0000\r\n");
  });

  it("shows a request for which no answer was scripted", async () => {
    const { model, codex } = await startRawCodex();
    await codex.startTurn("Nobody listens");
    const turn = turnOf(await codex.next("turn/completed"));
    expect(turn.error.message).toContain("Nobody listens");
    expect(turn.error.message).toContain("no answer was queued");
    expect(model.unexpectedRequests).toHaveLength(1);
  });

  it("takes answers for several threads from a script", async () => {
    const { model, codex } = await startRawCodex();
    model.respondWith(({ userText, threadId }) => message(`${userText} on ${threadId}`));
    const [a, b] = await Promise.all([codex.startTurn("one"), codex.startTurn("two")]);
    const ends = [await codex.next("turn/completed"), await codex.next("turn/completed")];
    const texts = ends.map((end) => turnOf(end).items[0].text).sort();
    expect(texts).toEqual([`one on ${a.threadId}`, `two on ${b.threadId}`]);
  });
});

describe("scripted failures reach the client of the real Codex as", () => {
  const half = message(["half", " a message"]);
  const cases: [string, AnswerPart[], unknown][] = [
    ["HTTP 429", [httpError(429)], { responseTooManyFailedAttempts: { httpStatusCode: 429 } }],
    ["HTTP 500", [httpError(500)], "internalServerError"],
    ["HTTP 503", [httpError(503, { code: "server_is_overloaded" })], "serverOverloaded"],
    ["HTTP 401", [httpError(401)], { httpConnectionFailed: { httpStatusCode: 401 } }],
    ["HTTP 400", [httpError(400)], "other"],
    ["quota", [httpError(429, { code: "insufficient_quota" })], "usageLimitExceeded"],
    ["response.failed", [failed("context_length_exceeded")], "contextWindowExceeded"],
    ["response.incomplete", [half, incomplete()], "other"],
    ["a cut stream", [half, disconnect({ afterEvents: 3 })], "other"],
    ["a reset", [half, disconnect({ afterEvents: 3, how: "reset" })], "other"],
  ];

  it.each(cases)("%s", async (_, answer, codexErrorInfo) => {
    const { model, codex } = await startRawCodex();
    model.respondWith(() => answer);
    await codex.startTurn("Fail");
    const turn = turnOf(await codex.next("turn/completed"));
    expect(turn).toMatchObject({ status: "failed", error: { codexErrorInfo } });
    expect(model.unexpectedRequests).toEqual([]);
  });

  it("nothing at all, when there is only silence", async () => {
    const { model, codex } = await startRawCodex();
    model.respond(silence());
    const { threadId } = await codex.startTurn("Hello?");
    await model.nextRequest();
    await codex.request("turn/interrupt", { threadId, turnId: "" });
    expect(turnOf(await codex.next("turn/completed")).status).toBe("interrupted");
  });

  it("a retry, when the next answer is a good one", async () => {
    const { model, codex } = await startRawCodex();
    model.respond(half, disconnect({ afterEvents: 3 })).respond(message("whole"));
    await codex.startTurn("Try");
    const turn = turnOf(await codex.next("turn/completed"));
    expect(turn).toMatchObject({ status: "completed", items: [{ text: "whole" }] });
    expect(codex.paramsOf("error")).toMatchObject([{ willRetry: true }]);
  });
});

function turnOf(message: { params?: Record<string, unknown> }): Loose {
  return message.params?.turn;
}

function completedItem(completed: Record<string, unknown>[], type: string): Loose {
  return completed.map(({ item }) => item as Loose).find((item) => item.type === type);
}
