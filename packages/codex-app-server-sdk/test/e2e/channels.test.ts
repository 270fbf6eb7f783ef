import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import {
  type CodexError,
  type Tool,
  type TracedRequest,
  type TracedServerRequest,
  type TracedTool,
  type TracedTurn,
  TurnFailedError,
  TurnTimeoutError,
  tool,
} from "../../src/index.js";
import {
  createGate,
  functionCall,
  httpError,
  message,
  ScriptedTransport,
  scriptTurns,
  usage,
} from "../../src/testing/index.js";
import { channelOf, type Followed, followChannel } from "../support/follow-channel.js";
import { startScriptedThread, turnOf } from "../support/start-scripted-thread.js";
import { startCodex } from "./start-codex.js";

const whole = ["start", "end", "asyncStart", "asyncEnd"];
const failing = ["start", "end", "error", "asyncStart", "asyncEnd"];
const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

interface AllFollowed {
  requests: Followed<TracedRequest>;
  turns: Followed<TracedTurn>;
  serverRequests: Followed<TracedServerRequest>;
  tools: Followed<TracedTool>;
}

/** Follows all four channels. */
function followAll(): AllFollowed {
  return {
    requests: followChannel<TracedRequest>("request"),
    turns: followChannel<TracedTurn>("turn"),
    serverRequests: followChannel<TracedServerRequest>("server-request"),
    tools: followChannel<TracedTool>("tool"),
  };
}

/** Binds a name to all that happens below an event of this channel. */
function bindName(store: AsyncLocalStorage<string>, channel: string): void {
  const { start } = channelOf(channel);
  start.bindStore(store, () => `${store.getStore()} > ${channel}`);
  onTestFinished(() => void start.unbindStore(store));
}

const plainTool = (run: () => unknown): Tool =>
  tool({ name: "look_up", description: "Looks up.", input: z.object({}), run });

describe("seen from outside", () => {
  test("a turn, its requests, its tool and its approval are published with their ids", async () => {
    const { requests, turns, serverRequests, tools } = followAll();
    const { codex, model } = await startCodex({
      codex: { handlers: { commandApproval: () => ({ decision: "accept" }) } },
    });
    model.respond(functionCall("look_up", {}, { callId: "one" }));
    model.respond(functionCall("exec_command", { cmd: "echo hi" }, { callId: "two" }));
    model.respond(message("done"), usage({ inputTokens: 20, outputTokens: 4 }));
    const thread = await codex.threadStart({ ...untrusted, tools: [plainTool(() => "found")] });

    const { turn, turnUsage } = await thread.run("Go");

    const ids = { threadId: thread.id, turnId: turn.id };
    expect(turns.contexts).toEqual([
      { ...ids, model: "gpt-5.5", status: "completed", usage: turnUsage },
    ]);
    expect(turns.seen.map(({ event, copy }) => [event, copy.turnId, copy.status])).toEqual([
      ["start", null, null],
      ["end", null, null],
      ["asyncStart", turn.id, "completed"],
      ["asyncEnd", turn.id, "completed"],
    ]);
    expect(turnUsage?.inputTokens).toBeGreaterThanOrEqual(20);
    expect(tools.contexts).toEqual([
      { ...ids, tool: "look_up", namespace: null, callId: "one", success: true },
    ]);
    const itemId = null;
    expect(serverRequests.contexts).toEqual([
      { ...ids, itemId, method: "item/tool/call", outcome: "answered", decision: null },
      {
        ...ids,
        itemId: "two",
        method: "item/commandExecution/requestApproval",
        outcome: "answered",
        decision: "accept",
      },
    ]);
    expect(requests.contexts.map(({ method }) => method)).toEqual([
      "initialize",
      "thread/start",
      "turn/start",
    ]);
    expect(requests.contexts.at(-1)).toEqual({
      method: "turn/start",
      threadId: thread.id,
      turnId: null,
      requestBytes: expect.any(Number),
      responseBytes: expect.any(Number),
    });
    for (const channel of [requests, turns, serverRequests, tools]) {
      for (const context of channel.contexts) {
        expect(channel.eventsOf(context as never)).toEqual(whole);
      }
    }
  });

  test("nothing of what is said, sent, answered or thrown is in a context", async () => {
    const channels = followAll();
    const asked = createGate();
    const { codex, model } = await startCodex({
      codex: {
        env: { SOME_TOKEN: "hunter22hunter22" },
        handlers: {
          commandApproval: async () => {
            await asked.pass();
            throw new Error("the-reason hunter22hunter22");
          },
        },
      },
    });
    asked.open();
    const secretive = tool({
      name: "look_up",
      description: "the-description",
      input: z.object({ question: z.string() }),
      run: () => {
        throw new Error("no hunter22hunter22");
      },
    });
    const args = { question: "the-arguments" };
    model.respond(functionCall("look_up", args, { callId: "one" }));
    model.respond(functionCall("exec_command", { cmd: "echo the-command" }, { callId: "two" }));
    model.respond(message("the-answer"));
    model.respond(message("the-answer-that-fails"), functionCall("look_up", args));
    model.respond(httpError(400, { message: "the-model-says" }));
    const thread = await codex.threadStart({ ...untrusted, tools: [secretive] });
    await thread.run("the-prompt");
    await thread.run("the-prompt").catch(() => {});

    const shown = inspect(
      Object.values(channels).map(({ contexts }) => contexts),
      { depth: Number.POSITIVE_INFINITY, showHidden: true, maxStringLength: null },
    );

    expect(channels.turns.contexts).toHaveLength(2);
    expect(channels.turns.contexts[1]).toMatchObject({ status: "failed" });
    expect(channels.tools.contexts).toMatchObject([{ success: false }, { success: false }]);
    expect(channels.serverRequests.contexts.map(({ outcome }) => outcome)).toEqual([
      "declined",
      "declined",
      "declined",
    ]);
    expect(shown).toContain("no [redacted]");
    for (const content of [
      "hunter22",
      "the-description",
      "the-arguments",
      "the-command",
      "the-answer",
      "the-prompt",
    ]) {
      expect(shown).not.toContain(content);
    }
  });

  test("a tool runs inside what is bound to its turn, its request and itself", async () => {
    const store = new AsyncLocalStorage<string>();
    for (const channel of ["turn", "server-request", "tool"]) bindName(store, channel);
    const seen: unknown[] = [];
    const { codex, model } = await startCodex({
      codex: {
        handlers: {
          commandApproval: () => {
            seen.push(store.getStore());
            return { decision: "accept" };
          },
        },
        traceContext: () => {
          seen.push(store.getStore());
          return undefined;
        },
      },
    });
    model.respond(functionCall("look_up", {}, { callId: "one" }));
    model.respond(functionCall("exec_command", { cmd: "echo hi" }, { callId: "two" }));
    model.respond(message("done"));
    const run = (): string => {
      seen.push(store.getStore());
      return "found";
    };
    const thread = await codex.threadStart({ ...untrusted, tools: [plainTool(run)] });
    seen.splice(0);

    const running = store.run("caller", () => thread.run("Go"));
    expect(store.getStore()).toBeUndefined();
    await running;

    expect(seen).toEqual([
      "caller > turn",
      "caller > turn > server-request > tool",
      "caller > turn > server-request",
    ]);
  });
});

describe("a turn that", () => {
  test("fails has its error, without what it had produced", async () => {
    const { turns } = followAll();
    const { codex, model } = await startCodex();
    model.respond(httpError(400, { message: "no such thing" }));
    const failure = (await codex.threadStart()).run("Go").catch((error: unknown) => error);

    const error = (await failure) as TurnFailedError;

    const [context] = turns.contexts;
    expect(context).toMatchObject({ status: "failed", turnId: error.result.turn.id });
    expect(context?.error).toBeInstanceOf(TurnFailedError);
    expect(context?.error).toMatchObject({
      code: "TURN_FAILED",
      message: error.message,
      httpStatus: error.httpStatus,
      result: { items: [], turn: { id: error.result.turn.id, items: [] } },
    });
    expect(turns.eventsOf(context as TracedTurn)).toEqual(failing);
  });

  test.each(["its handle", "its signal", "its time limit"])("is ended by %s", async (by) => {
    const { turns } = followAll();
    const gate = createGate();
    const { codex, model } = await startCodex();
    model.respond(message(["a", gate, "b"]));
    const abort = new AbortController();
    const timeouts = by === "its time limit" ? { totalMs: 200 } : {};
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go", { signal: abort.signal, timeouts });
    const ended = turn.run().catch((error: unknown) => error);
    if (by !== "its time limit") await gate.reached;

    if (by === "its handle") await turn.interrupt();
    if (by === "its signal") abort.abort(new Error("the user left"));
    await ended;

    const [context] = turns.contexts as [TracedTurn];
    expect(context).toMatchObject({ turnId: turn.id });
    if (by === "its handle") {
      expect(context).toMatchObject({ status: "interrupted" });
      expect(turns.eventsOf(context)).toEqual(whole);
      return;
    }
    expect(context.status).toBeNull();
    expect(turns.eventsOf(context)).toEqual(failing);
    if (by === "its signal") expect(context.error).toBe(abort.signal.reason);
    else expect(context.error).toBeInstanceOf(TurnTimeoutError);
  });

  test("is refused, or never answered, ends without an id", async () => {
    const { turns, requests } = followAll();
    const { thread, server } = await startScriptedThread([], { timeouts: { requestMs: 50 } });
    server.answer("turn/start", (_, call) => call.error({ code: -32600, message: "no" }));

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "INVALID_REQUEST" });
    let answerLate = (): void => {};
    server.answer("turn/start", (_, call) => {
      answerLate = () => call.result({ turn: turnOf("late", "inProgress") });
    });
    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    answerLate();
    await setImmediate();

    expect(turns.contexts).toMatchObject([
      { turnId: null, status: null, error: { code: "INVALID_REQUEST" } },
      { turnId: null, status: null, error: { code: "REQUEST_TIMEOUT" } },
    ]);
    for (const context of turns.contexts) expect(turns.eventsOf(context)).toEqual(failing);
    const asked = requests.contexts.filter(({ method }) => method === "turn/start");
    expect(asked.map(({ error }) => (error as CodexError).code)).toEqual([
      "INVALID_REQUEST",
      "REQUEST_TIMEOUT",
    ]);
  });

  test("is cut off by close() ends with the connection's error", async () => {
    const { turns } = followAll();
    const gate = createGate();
    const { thread, codex } = await startScriptedThread([["a", gate]]);
    const running = thread.run("Go").catch(() => {});
    await gate.reached;

    await codex.close();
    await running;

    const [context] = turns.contexts as [TracedTurn];
    expect(context.error).toMatchObject({ code: "TRANSPORT_CLOSED" });
    expect(turns.eventsOf(context)).toEqual(failing);
  });

  test("began before anybody subscribed is not published, and the next one is", async () => {
    const gate = createGate();
    const { thread } = await startScriptedThread([["a", gate], ["b"]]);
    const first = thread.run("Go");
    await gate.reached;

    const { turns } = followAll();
    gate.open();
    await first;
    expect(turns.seen).toEqual([]);

    await thread.run("Again");
    expect(turns.contexts).toHaveLength(1);
  });

  test("is a goal is one, from its call to the end of its last turn", async () => {
    const { turns } = followAll();
    const { codex, model } = await startCodex();
    model.respond(message("one"));
    model.respond(message("two"), functionCall("update_goal", { status: "complete" }));
    model.respond(message("done"));
    const thread = await codex.threadStart();

    const { turn } = await thread.runGoal("Count to two");

    expect(turns.contexts).toMatchObject([{ turnId: turn.id, status: "completed" }]);
    expect(turns.eventsOf(turns.contexts[0] as TracedTurn)).toEqual(whole);
  });

  test("was set as a goal or queued is published when it starts", async () => {
    const store = new AsyncLocalStorage<string>();
    const { turns } = followAll();
    const { codex, model } = await startCodex();
    const callers: unknown[] = [];
    const note = (): void => void callers.push(store.getStore());
    channelOf("turn").start.subscribe(note);
    onTestFinished(() => void channelOf("turn").start.unsubscribe(note));
    model.respond(message("queued"));
    model.respond(message("one"), functionCall("update_goal", { status: "complete" }));
    model.respond(message("done"));
    const thread = await codex.threadStart();

    const queued = await store.run("queue", () => thread.queue.add("Go"));
    const first = await (await queued.started).result();
    await store.run("goal", () => thread.goal.set({ objective: "Count to one" }));
    await expect.poll(() => thread.currentTurn(), { interval: 1 }).not.toBeNull();
    const goal = await thread.currentTurn()?.result();

    expect(turns.contexts).toMatchObject([
      { turnId: first.turn.id, status: "completed" },
      { turnId: goal?.turn.id, status: "completed" },
    ]);
    expect(callers).toEqual(["queue", "goal"]);
  });
});

describe("a request of the server that", () => {
  const approval = "item/commandExecution/requestApproval";
  const params = { threadId: "t", turnId: "u", itemId: "i", startedAtMs: 1 } as never;

  test.each([
    ["has no handler", {}, { outcome: "declined", decision: "decline" }, whole],
    [
      "is answered by an amendment",
      {
        commandApproval: () => ({
          decision: { acceptWithExecpolicyAmendment: { execpolicy_amendment: ["the-command"] } },
        }),
      },
      { outcome: "answered", decision: "acceptWithExecpolicyAmendment" },
      whole,
    ],
    [
      "is declined by its handler",
      { commandApproval: () => ({ decision: "cancel" }) },
      { outcome: "answered", decision: "cancel" },
      whole,
    ],
    [
      "has a handler that throws",
      {
        commandApproval: () => {
          throw new Error("no");
        },
      },
      { outcome: "declined", decision: "decline", error: new Error("no") },
      failing,
    ],
    [
      "has a handler without a usable answer",
      { commandApproval: () => ({ decision: "yes" }) },
      { outcome: "declined", error: expect.any(Error) },
      failing,
    ],
  ])("%s is published as such", async (_name, handlers, expected, events) => {
    const { serverRequests } = followAll();
    const { server } = await startScriptedThread([], { handlers: handlers as never });

    await server.request(approval, params);

    const [context] = serverRequests.contexts as [TracedServerRequest];
    expect(context).toMatchObject({ threadId: "t", turnId: "u", itemId: "i", ...expected });
    expect(serverRequests.eventsOf(context)).toEqual(events);
  });

  test("calls a tool that is late is a failure of both", async () => {
    const { tools, serverRequests } = followAll();
    const { codex, model } = await startCodex();
    const late = tool({
      name: "look_up",
      description: "Looks up.",
      input: z.object({}),
      timeoutMs: 20,
      run: () => new Promise(() => {}),
    });
    model.respond(functionCall("look_up", {}, { callId: "one" })).respond(message("done"));

    await (await codex.threadStart({ tools: [late] })).run("Go");

    expect(tools.contexts).toMatchObject([{ success: false, error: expect.any(Error) }]);
    expect(tools.eventsOf(tools.contexts[0] as TracedTool)).toEqual(failing);
    expect(serverRequests.contexts).toMatchObject([{ outcome: "declined" }]);
  });
});

test("each copy of the package publishes on the same channels", async () => {
  const { turns } = followAll();
  const first = await startScriptedThread([["a"]]);
  await first.thread.run("Go");
  vi.resetModules();
  const { Codex: Other } = await import("../../src/index.js");
  const transport = new ScriptedTransport();
  const codex = new Other({ transport });
  onTestFinished(() => codex.close());
  expect(codex).not.toBeInstanceOf(first.codex.constructor);

  scriptTurns(transport, [["a"]]);
  await (await codex.threadStart()).run("Go");

  expect(turns.contexts).toHaveLength(2);
  for (const context of turns.contexts) expect(turns.eventsOf(context)).toEqual(whole);
});
