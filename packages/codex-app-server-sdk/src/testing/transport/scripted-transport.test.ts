import { describe, expect, it } from "vitest";
import { openTransport, send, settled } from "../../../test/support/scripted-transport.js";
import { createGate } from "../model/gate.js";
import { ScriptedTransport } from "./scripted-transport.js";

describe("requests of the client", () => {
  it("get nothing before send has returned", async () => {
    const transport = new ScriptedTransport();
    const { messages } = await openTransport(transport);
    transport.send(JSON.stringify({ id: 1, method: "initialize", params: {} }));
    expect(messages).toEqual([]);
    await settled();
    expect(messages).toEqual([
      {
        id: 1,
        result: expect.objectContaining({ userAgent: expect.stringMatching(/^probe\/0\.169\.0 /) }),
      },
    ]);
  });

  it("get a fixed result, one from a handler, or an error", async () => {
    const transport = new ScriptedTransport()
      .answer<string>("thread/read", { thread: null })
      .answer("thread/unsubscribe", ({ threadId }, call) =>
        call.result({ status: threadId === "t" ? "unsubscribed" : "notLoaded" }),
      )
      .answer("account/logout", (_, call) => call.result())
      .answer("model/list", (_, call) => call.error({ code: -32001, message: "busy" }));
    const { messages } = await openTransport(transport);
    await send(transport, { id: 1, method: "thread/read" });
    await send(transport, { id: "2", method: "thread/unsubscribe", params: { threadId: "t" } });
    await send(transport, { id: 3, method: "account/logout" });
    await send(transport, { id: 4, method: "model/list" });
    expect(messages).toEqual([
      { id: 1, result: { thread: null } },
      { id: "2", result: { status: "unsubscribed" } },
      { id: 3, result: {} },
      { id: 4, error: { code: -32001, message: "busy" } },
    ]);
  });

  it("without a script get an error that says how to script them", async () => {
    const transport = new ScriptedTransport();
    const { messages } = await openTransport(transport);
    await send(transport, { id: 1, method: "thread/fork" });
    expect(messages[0]?.error).toEqual({
      code: -32601,
      message: 'No answer is scripted for "thread/fork"; script it with answer("thread/fork", …).',
    });
  });

  it("whose handler throws get an internal error", async () => {
    const transport = new ScriptedTransport().answer("model/list", async () => {
      throw new Error("boom");
    });
    const { messages } = await openTransport(transport);
    await send(transport, { id: 1, method: "model/list" });
    expect(messages[0]?.error).toMatchObject({
      code: -32603,
      message: expect.stringContaining("boom"),
    });
  });

  it("may be answered late, never, and with notifications around the answer in one tick", async () => {
    const gate = createGate();
    const transport = new ScriptedTransport()
      .answer("thread/read", () => {})
      .answer<string>("turn/start", async (_, call) => {
        await gate.pass();
        transport.notify<string>("turn/started", { early: true });
        call.result({ turn: 1 });
        transport.notify<string>("turn/completed", { turn: 1 });
      });
    const { messages } = await openTransport(transport);
    await send(transport, { id: 1, method: "thread/read" });
    await send(transport, { id: 2, method: "turn/start" });
    await gate.reached;
    expect(messages).toEqual([]);
    gate.open();
    await settled();
    expect(messages.map(({ method, id }) => method ?? id)).toEqual([
      "turn/started",
      2,
      "turn/completed",
    ]);
  });
});

describe("what the client sent", () => {
  it("is recorded, and can be awaited by method", async () => {
    const transport = new ScriptedTransport();
    await openTransport(transport);
    const initialized = transport.nextSent("initialized");
    await send(transport, { id: 1, method: "initialize", params: { a: 1 } });
    await send(transport, { method: "initialized" });
    expect(await initialized).toEqual({ method: "initialized" });
    expect((await transport.nextSent("initialize")).params).toEqual({ a: 1 });
    expect(transport.sent.map(({ method }) => method)).toEqual(["initialize", "initialized"]);
  });
});

describe("the types of a scripted server", () => {
  it("are those of the method, on both sides", async () => {
    const transport = new ScriptedTransport()
      .answer("thread/unsubscribe", ({ threadId }, call) => {
        const id: string = threadId;
        // @ts-expect-error The protocol has no such status.
        call.result({ status: 5, id });
      })
      // @ts-expect-error The params of this method have no such field.
      .answer("thread/archive", ({ nothing }, call) => call.result(nothing))
      // @ts-expect-error The result lacks its data.
      .answer("model/list", { nextCursor: null });
    const { messages } = await openTransport(transport);
    // @ts-expect-error The params lack the id of the thread.
    transport.notify("thread/archived", {});
    transport.notify("skills/changed");
    // @ts-expect-error The params lack all that is required.
    void transport.request("item/fileChange/requestApproval", {}).catch(() => {});
    const next = transport.nextSent("thread/archive");
    await send(transport, { id: 1, method: "thread/archive", params: { threadId: "t" } });
    const threadId: string = (await next).params.threadId;

    expect(threadId).toBe("t");
    expect(messages.map(({ method, id }) => method ?? id)).toEqual([
      "thread/archived",
      "skills/changed",
      "item/fileChange/requestApproval",
      1,
    ]);
  });

  it("are open for methods that the protocol does not have", async () => {
    const transport = new ScriptedTransport().answer("later/method", { any: "thing" });
    const { messages } = await openTransport(transport);
    transport.notify("later/news");
    await send(transport, { id: 1, method: "later/method" });

    expect(messages).toMatchObject([{ method: "later/news" }, { result: { any: "thing" } }]);
  });
});

describe("messages of the server", () => {
  it("reach the client in one tick, malformed ones too", async () => {
    const texts: string[] = [];
    const transport = new ScriptedTransport();
    await transport.open({ message: (text) => void texts.push(text), end: () => {} });
    transport.deliver("{", "[]", '{"method":"x"}');
    expect(texts).toEqual(["{", "[]", '{"method":"x"}']);
  });

  it("carry emittedAtMs when they are notifications", async () => {
    const transport = new ScriptedTransport();
    const { messages } = await openTransport(transport);
    transport.notify("warning", { threadId: null, message: "m" });
    expect(messages).toEqual([
      {
        method: "warning",
        params: { threadId: null, message: "m" },
        emittedAtMs: expect.any(Number),
      },
    ]);
  });

  it("that are requests resolve with the client's answer, in any order", async () => {
    const transport = new ScriptedTransport();
    const { messages } = await openTransport(transport);
    const first = transport.request<string>("item/commandExecution/requestApproval", {
      itemId: "a",
    });
    const second = transport.request<string>("item/fileChange/requestApproval", { itemId: "b" });
    expect(messages.map(({ id, params }) => [id, params])).toEqual([
      [0, { itemId: "a" }],
      [1, { itemId: "b" }],
    ]);
    await send(transport, { id: "1", result: "an id of the wrong type is ignored" });
    await send(transport, { id: 1, error: { code: -32601, message: "no" } });
    await send(transport, { id: 0, result: { decision: "accept" } });
    expect(await second).toEqual({ error: { code: -32601, message: "no" } });
    expect(await first).toEqual({ result: { decision: "accept" } });
  });

  it("can't be sent without a connection", async () => {
    const transport = new ScriptedTransport();
    expect(() => transport.notify("skills/changed")).toThrow("is idle; can't deliver");
    await expect(transport.request("attestation/generate")).rejects.toThrow("is idle");
  });
});

describe("the end of a connection", () => {
  it("is reported once, and rejects what waits", async () => {
    const transport = new ScriptedTransport();
    const { ends } = await openTransport(transport);
    const answer = expect(transport.request("attestation/generate")).rejects.toThrow("ended");
    const next = expect(transport.nextSent("turn/start")).rejects.toThrow("ended");
    transport.end({ exitCode: 101, stderrTail: "panic" });
    transport.end();
    await transport.close();
    await Promise.all([answer, next]);
    expect(ends).toEqual([{ exitCode: 101, signal: null, stderrTail: "panic" }]);
  });

  it("stops scripts of that connection and lets a new one begin", async () => {
    const gate = createGate();
    const signals: AbortSignal[] = [];
    const transport = new ScriptedTransport().answer<string>("turn/start", async (_, call) => {
      signals.push(call.signal);
      await gate.pass();
      call.result({ late: true });
    });
    const first = await openTransport(transport);
    await send(transport, { id: 1, method: "turn/start" });
    await transport.close();
    const second = await openTransport(transport);
    gate.open();
    await send(transport, { id: 1, method: "initialize" });
    expect(signals[0]?.aborted).toBe(true);
    expect(first).toEqual({ messages: [], ends: [expect.objectContaining({ exitCode: 0 })] });
    expect(second.messages).toEqual([{ id: 1, result: expect.anything() }]);
  });

  it("ignores what the client still sends", async () => {
    const transport = new ScriptedTransport();
    const { messages } = await openTransport(transport);
    transport.end();
    await send(transport, { id: 1, method: "initialize" });
    expect(messages).toEqual([]);
    expect(transport.sent).toHaveLength(1);
  });
});

describe("opening", () => {
  it("can be held and refused", async () => {
    const gate = createGate();
    const held = new ScriptedTransport({ open: () => gate.pass() });
    let isOpen = false;
    const opening = openTransport(held).then(() => {
      isOpen = true;
    });
    await gate.reached;
    expect(isOpen).toBe(false);
    gate.open();
    await opening;
    const refusing = new ScriptedTransport({
      open: () => {
        throw new Error("no server");
      },
    });
    await expect(openTransport(refusing)).rejects.toThrow("no server");
  });
});
