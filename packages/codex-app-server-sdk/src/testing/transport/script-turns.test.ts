import { describe, expect, it } from "vitest";
import { settled } from "../../../test/support/scripted-transport.js";
import { createGate } from "../model/gate.js";
import { scriptTurns } from "./script-turns.js";
import type { JsonRpcMessage } from "./scripted-call.js";
import { ScriptedTransport } from "./scripted-transport.js";
import type { TurnStep } from "./scripted-turn.js";

// biome-ignore lint/suspicious/noExplicitAny: the messages' shapes are what is asserted.
type Loose = any;

type Message = JsonRpcMessage & { params?: Loose; result?: Loose };

interface ThreadClient {
  transport: ScriptedTransport;
  messages: Message[];
  thread: Loose;
  request(method: string, params?: object): Promise<Message | undefined>;
  startTurn(): Promise<Message | undefined>;
}

/** A client with one thread on a transport with these turns. */
async function startThread(...turns: TurnStep[][]): Promise<ThreadClient> {
  const transport = new ScriptedTransport();
  const messages: Message[] = [];
  scriptTurns(transport, turns);
  await transport.open({ message: (text) => void messages.push(JSON.parse(text)), end: () => {} });
  let nextId = 0;
  const request = async (method: string, params: object = {}): Promise<Message | undefined> => {
    const id = `c${nextId++}`;
    transport.send(JSON.stringify({ id, method, params }));
    await settled();
    return messages.find((message) => message.id === id);
  };
  const started = await request("thread/start", { cwd: "/here" });
  const { thread } = started?.result ?? {};
  messages.length = 0;
  return {
    transport,
    messages,
    thread,
    request,
    startTurn: () => request("turn/start", { threadId: thread.id, input: [] }),
  };
}

describe("scriptTurns", () => {
  it("plays the next turn as the server would send it", async () => {
    const { messages, thread, startTurn } = await startThread(["Hel", "lo"]);
    const { turn } = (await startTurn())?.result ?? {};
    expect(thread).toMatchObject({ cwd: "/here", status: { type: "idle" } });
    expect(turn).toMatchObject({ status: "inProgress", items: [], startedAt: null });
    expect(messages.map(({ method }) => method ?? "answer")).toEqual([
      "answer",
      "thread/status/changed",
      "turn/started",
      "item/started",
      "item/agentMessage/delta",
      "item/agentMessage/delta",
      "item/completed",
      "thread/tokenUsage/updated",
      "thread/status/changed",
      "turn/completed",
    ]);
    expect(messages.at(6)?.params).toMatchObject({
      threadId: thread.id,
      turnId: turn.id,
      item: { type: "agentMessage", text: "Hello", phase: null },
    });
    expect(messages.at(-1)?.params.turn).toMatchObject({
      id: turn.id,
      status: "completed",
      itemsView: "summary",
      items: [{ text: "Hello" }],
    });
  });

  it("asks the client and goes on when it has answered", async () => {
    const ask = "item/commandExecution/requestApproval";
    const { transport, messages, thread, startTurn } = await startThread([
      "Shall I?",
      { ask, params: { kind: "command", itemId: "c", startedAtMs: 1, environmentId: null } },
      "Done",
    ]);
    await startTurn();
    const request = messages.at(-1);
    expect(request).toMatchObject({ method: ask, params: { itemId: "c", threadId: thread.id } });
    transport.send(JSON.stringify({ id: request?.id, result: { decision: "accept" } }));
    await settled();
    const texts = messages.filter(({ method }) => method === "item/completed");
    expect(texts.map(({ params }) => params.item.text)).toEqual(["Shall I?", "Done"]);
    expect(messages.at(-1)?.params.turn.status).toBe("completed");
  });

  it("sends items and notifications of the author's", async () => {
    const item = { type: "contextCompaction" as const, id: "i" };
    const { messages, thread, startTurn } = await startThread([
      { item },
      { notify: "turn/diff/updated", params: { diff: "d" } },
    ]);
    const { turn } = (await startTurn())?.result ?? {};
    expect(messages.slice(3, 6).map(({ method, params }) => [method, params])).toEqual([
      ["item/started", expect.objectContaining({ item, turnId: turn.id })],
      ["item/completed", expect.objectContaining({ item, turnId: turn.id })],
      ["turn/diff/updated", { threadId: thread.id, turnId: turn.id, diff: "d" }],
    ]);
  });

  it("ends as failed at a fail step", async () => {
    const { messages, startTurn } = await startThread(["half", { fail: "no luck" }, "never"]);
    await startTurn();
    const error = expect.objectContaining({ message: "no luck", codexErrorInfo: "other" });
    expect(messages.at(-3)).toMatchObject({ method: "error", params: { error, willRetry: false } });
    expect(messages.at(-1)?.params.turn).toMatchObject({ status: "failed", error, items: [] });
    expect(messages.filter(({ method }) => method === "item/completed")).toEqual([]);
  });

  it("is held by a gate and ended by an interrupt, the half item never completed", async () => {
    const gate = createGate();
    const { messages, request, thread, startTurn } = await startThread(["a", gate, "b"]);
    await startTurn();
    await gate.reached;
    expect(messages.at(-1)?.params.delta).toBe("a");
    const interrupt = await request("turn/interrupt", { threadId: thread.id, turnId: "" });
    expect(interrupt?.result).toEqual({});
    expect(messages.at(-1)?.params.turn).toMatchObject({ status: "interrupted", items: [] });
    expect(messages.filter(({ method }) => method === "item/completed")).toEqual([]);
    expect((await request("turn/interrupt", { threadId: thread.id }))?.error?.message).toBe(
      "no active turn to interrupt",
    );
  });

  it("keeps turns of two threads apart", async () => {
    const gate = createGate();
    const { messages, request, startTurn } = await startThread(["a", gate], ["b"]);
    const other = (await request("thread/start"))?.result.thread;
    await startTurn();
    await request("turn/start", { threadId: other.id, input: [] });
    expect(messages.at(-1)).toMatchObject({
      method: "turn/completed",
      params: { threadId: other.id, turn: { items: [{ text: "b" }] } },
    });
  });

  it("refuses a turn beyond the last and stops with the connection", async () => {
    const gate = createGate();
    const { transport, messages, startTurn } = await startThread(["a", gate, "b"]);
    await startTurn();
    expect((await startTurn())?.error?.message).toMatch(/No turn is left/);
    const count = messages.length;
    transport.end();
    gate.open();
    await settled();
    expect(messages).toHaveLength(count);
  });
});
