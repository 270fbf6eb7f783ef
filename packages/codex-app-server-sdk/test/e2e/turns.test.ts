import { inspect } from "node:util";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { TurnFailedError, TurnInProgressError } from "../../src/index.js";
import {
  createGate,
  disconnect,
  failed,
  functionCall,
  httpError,
  message,
  reasoning,
  usage,
} from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

const methods = (stream: readonly wire.ServerNotification[]): string[] =>
  stream.map(({ method }) => method);

describe("thread.run", () => {
  test("resolves with every completed item, the final answer and the usage", async () => {
    const { codex, model } = await startCodex({
      codex: { handlers: { commandApproval: () => ({ decision: "accept" }) } },
    });
    model.respond(
      reasoning("Let me look."),
      message("I will run it.", { phase: "commentary" }),
      functionCall("exec_command", { cmd: "echo it-ran" }, { callId: "call-1" }),
    );
    model.respond(
      message("It ran.", { phase: "final_answer" }),
      usage({ inputTokens: 7, outputTokens: 3 }),
    );
    const thread = await codex.threadStart({ approvalPolicy: "untrusted" });

    const result = await thread.run("Run it");

    expect(result.items.map((item) => item.type)).toEqual([
      "userMessage",
      "reasoning",
      "agentMessage",
      "commandExecution",
      "agentMessage",
    ]);
    expect(result.finalResponse).toBe("It ran.");
    expect(result.turn.status).toBe("completed");
    expect(result.turn.items).toBe(result.items);
    expect(result.usage?.last).toMatchObject({ inputTokens: 7, outputTokens: 3 });
    const command = result.items.find((item) => item.type === "commandExecution");
    expect(command).toMatchObject({ status: "completed", exitCode: 0 });
    expect(model.requests[1]?.toolOutput("call-1")).toContain("it-ran");
  });

  test("rejects with the server's reason and the partial result when the model fails", async () => {
    const { codex, model } = await startCodex();
    model.respond(httpError(400, { code: "bad_request", message: "the model says no" }));
    const thread = await codex.threadStart();

    const error = await thread.run("Hello").catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TurnFailedError);
    const failure = error as TurnFailedError;
    expect(failure.message).toBe("The turn failed: the model says no");
    expect(failure).toMatchObject({
      codexErrorInfo: "other",
      httpStatus: null,
      isRetryable: false,
    });
    expect(inspect(failure)).not.toContain("userMessage");
    expect(failure.result.turn.status).toBe("failed");
    expect(failure.result.items.map((item) => item.type)).toEqual(["userMessage"]);
  });

  test.each([
    ["a rate limit", httpError(429), { httpStatus: 429, isRetryable: true }],
    ["an empty account", httpError(429, { code: "insufficient_quota" }), { isRetryable: false }],
    ["an overload", failed("server_is_overloaded"), { httpStatus: null, isRetryable: true }],
    ["a lost connection", disconnect(), { httpStatus: null, isRetryable: true }],
    ["a refused login", httpError(401), { httpStatus: 401, isRetryable: false }],
  ])("tells after %s whether another attempt makes sense", async (_, failure, expected) => {
    const { codex, model } = await startCodex();
    model.respondWith(() => failure);
    const thread = await codex.threadStart();

    const error = await thread.run("Hello").catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TurnFailedError);
    expect(error).toMatchObject(expected);
  });

  test("continues the conversation with each further run", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("one")).respond(message("two"));
    const thread = await codex.threadStart();

    expect((await thread.run("first")).finalResponse).toBe("one");
    expect((await thread.run("second")).finalResponse).toBe("two");
    expect(JSON.stringify(model.requests[1]?.input)).toContain("first");
  });
});

describe("streams", () => {
  test("a stream carries the turn from its start to turn/completed, deltas in order", async () => {
    const { codex, model } = await startCodex();
    const words = Array.from({ length: 200 }, (_, index) => `w${index} `);
    model.respond(message(words));
    const turn = await (await codex.threadStart()).turn("Count");

    const notifications = await collect(turn.stream());

    const deltas = notifications.filter(({ method }) => method === "item/agentMessage/delta");
    const texts = deltas.map((n) => (n.params as wire.AgentMessageDeltaNotification).delta);
    expect(texts).toEqual(words);
    expect(methods(notifications)).toContain("turn/started");
    expect(methods(notifications).at(-1)).toBe("turn/completed");
    expect(turn.coalesced).toBe(0);
  });

  test("the first stream gets everything even when it is opened after the end", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["a", "b", "c"]));
    const turn = await (await codex.threadStart()).turn("Go");
    const done = await turn.run();

    expect(await collect(turn.textStream())).toEqual(["a", "b", "c"]);
    expect(await collect(turn.stream())).toEqual([]);
    expect(done.items.map((item) => item.type)).toEqual(["userMessage", "agentMessage"]);
    expect(done.itemsView).toBe("full");
  });

  test("a later stream joins where it is opened", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["early", gate, "late"]));
    const turn = await (await codex.threadStart()).turn("Go");
    const first = turn.textStream()[Symbol.asyncIterator]();
    expect(await first.next()).toEqual({ done: false, value: "early" });

    const second = collect(turn.textStream());
    gate.open();

    expect(await second).toEqual(["late"]);
    expect(await first.next()).toEqual({ done: false, value: "late" });
  });

  test("leaving a stream does not end the turn", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate, "b"]));
    const turn = await (await codex.threadStart()).turn("Go");
    for await (const text of turn.textStream()) {
      expect(text).toBe("a");
      break;
    }
    gate.open();

    expect((await turn.result()).finalResponse).toBe("ab");
  });
});

describe("texts arrive whole", () => {
  test("with line separators that are not line feeds", async () => {
    const { codex, model } = await startCodex();
    const text = "one\u2028two\u2029three\u0085four\r\nfive";
    model.respond(message(text));

    expect((await (await codex.threadStart()).run("Go")).finalResponse).toBe(text);
  });

  test("when UTF-8 characters are split between model and server, and between server and client", async () => {
    const { codex, model } = await startCodex({ model: { chunkBytes: 1_000 } });
    // Far more than a pipe holds, in characters of 3 and 4 bytes, so that chunks end inside
    // characters.
    const text = "€😀漢".repeat(30_000);
    model.respond(message(text));

    expect((await (await codex.threadStart()).run("Go")).finalResponse).toBe(text);
  });

  test("when the user sends a lone surrogate, which becomes a replacement character", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("ok"));
    const thread = await codex.threadStart();

    expect((await thread.run("a\ud800b")).finalResponse).toBe("ok");
    expect(model.requests[0]?.userText).toBe("a\ufffdb");
  });
});

describe("several turns", () => {
  test("on two threads run at once, each with its own notifications", async () => {
    const { codex, model } = await startCodex();
    const gates = { left: createGate(), right: createGate() };
    model.respondWith(({ userText }) => {
      const side = userText as keyof typeof gates;
      return message([`${side} `, gates[side], "done"]);
    });
    const [left, right] = await Promise.all([codex.threadStart(), codex.threadStart()]);
    const leftTurn = await left.turn("left");
    const rightTurn = await right.turn("right");
    await Promise.all([gates.left.reached, gates.right.reached]);
    gates.right.open();
    expect((await rightTurn.result()).finalResponse).toBe("right done");
    gates.left.open();

    expect((await leftTurn.result()).finalResponse).toBe("left done");
    for (const turn of [leftTurn, rightTurn]) {
      const addressed = (await collect(turn.stream())).map(
        ({ params }) => (params as { threadId: string }).threadId,
      );
      expect(new Set(addressed)).toEqual(new Set([turn.threadId]));
    }
  });

  test("on one thread are refused while one runs, and welcome after it", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate])).respond(message("b"));
    const thread = await codex.threadStart();
    const first = thread.run("first");

    await expect(thread.run("second")).rejects.toBeInstanceOf(TurnInProgressError);
    await expect(thread.turn("second")).rejects.toThrow(thread.id);
    gate.open();

    expect((await first).finalResponse).toBe("a");
    expect((await thread.run("second")).finalResponse).toBe("b");
  });
});
