import { describe, expect, test } from "vitest";
import { goalFixture } from "../../test/support/goal-fixture.js";
import { sentOf, startScriptedThread, turnOf } from "../../test/support/start-scripted-thread.js";
import { createGate, type ScriptedTransport, scriptTurns } from "../testing/index.js";

describe("an answer to turn/start that names no turn", () => {
  test.each(["tolerant", "off"] as const)(
    "rejects, and what may run is ended before the thread is free, validation %s",
    async (validate) => {
      const { thread, server } = await startScriptedThread([], { validate });
      server.answer<string>("turn/start", {}).answer("turn/interrupt", {});

      await expect(thread.run("Go")).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });

      await expect(thread.run("Again")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
      await server.nextSent("turn/interrupt");
      server.notify("turn/started", { threadId: thread.id, turn: turnOf("u1", "inProgress") });
      await server.nextSent("turn/interrupt");
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
      scriptTurns(server, [["a"]]);
      expect((await thread.run("Again")).finalResponse).toBe("a");
      expect(sentOf(server, "turn/interrupt")).toEqual([
        { threadId: thread.id, turnId: "" },
        { threadId: thread.id, turnId: "u1" },
      ]);
    },
  );
});

describe("an answer to turn/start that comes too late", () => {
  test("rejects at the deadline, and the turn is interrupted by the name that it gives", async () => {
    const { thread, server } = await startScriptedThread([], { timeouts: { requestMs: 50 } });
    const gate = createGate();
    server
      .answer("turn/start", async (_, call) => {
        await gate.pass();
        call.result({ turn: turnOf("u1", "inProgress") });
      })
      .answer("turn/interrupt", ({ turnId }, call) => {
        call.result({});
        if (turnId !== "u1") return;
        server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
      });

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    gate.open();

    await expect
      .poll(() => sentOf(server, "turn/interrupt"))
      .toContainEqual({ threadId: thread.id, turnId: "u1" });
    scriptTurns(server, [["a"]]);
    expect((await thread.run("Again")).finalResponse).toBe("a");
  });
});

describe("an interrupt without a name", () => {
  test.each([
    [
      "turns are queued",
      (server: ScriptedTransport, threadId: string) => {
        server.answer<string>("thread/queue/list", { data: [{}], nextCursor: null });
        server.notify("thread/queue/changed", { threadId });
      },
    ],
    [
      "a goal is active",
      (server: ScriptedTransport, threadId: string) =>
        server.notify("thread/goal/updated", {
          threadId,
          turnId: null,
          goal: goalFixture(threadId),
        }),
    ],
  ])("is never sent on a thread on which %s: it would hit those", async (_, prepare) => {
    const { thread, server } = await startScriptedThread([], { timeouts: { requestMs: 100 } });
    server.answer("turn/start", () => {}).answer("turn/interrupt", {});
    prepare(server, thread.id);

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    await expect
      .poll(() => thread.run("Again").catch((error: { code: unknown }) => error.code))
      .toBe("REQUEST_TIMEOUT");

    expect(sentOf(server, "turn/interrupt")).toEqual([]);
  });

  test("is sent when the queue turns out to be empty", async () => {
    const { thread, server } = await startScriptedThread([], { timeouts: { requestMs: 50 } });
    server
      .answer("turn/start", () => {})
      .answer("turn/interrupt", {})
      .answer("thread/queue/list", { data: [], nextCursor: null });
    server.notify("thread/queue/changed", { threadId: thread.id });

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });

    expect(await server.nextSent("turn/interrupt")).toMatchObject({ params: { turnId: "" } });
  });
});
