import { describe, expect, test, vi } from "vitest";
import { collect } from "../../test/support/collect.js";
import { hasSettled } from "../../test/support/has-settled.js";
import {
  sentMethods,
  startScriptedThread,
  turnOf,
} from "../../test/support/start-scripted-thread.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { createGate, scriptTurns } from "../testing/index.js";

describe("giving a turn up", () => {
  test("by its signal interrupts it, and rejects with the reason once it has ended", async () => {
    const gate = createGate();
    const { thread, server } = await startScriptedThread([["a", gate], ["b"]]);
    const abort = new AbortController();
    const running = thread.run("Go", { signal: abort.signal });
    await gate.reached;

    abort.abort("the user left");

    await expect(running).rejects.toBe("the user left");
    expect(sentMethods(server)).toContain("turn/interrupt");
    expect((await thread.run("Again")).finalResponse).toBe("b");
  });

  test("before it is sent sends nothing", async () => {
    const { thread, server } = await startScriptedThread([]);

    await expect(thread.run("Go", { signal: AbortSignal.abort("before") })).rejects.toBe("before");

    expect(sentMethods(server)).not.toContain("turn/start");
  });

  test("before it is answered interrupts it as soon as it is, and frees the thread", async () => {
    const { thread, server } = await startScriptedThread([]);
    const gate = createGate();
    server
      .answer("turn/start", async (_, call) => {
        await gate.pass();
        call.result({ turn: turnOf("u1", "inProgress") });
        server.notify("turn/started", { threadId: thread.id, turn: turnOf("u1", "inProgress") });
      })
      .answer("turn/interrupt", (_, call) => {
        call.result({});
        server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
      });
    const abort = new AbortController();
    const running = thread.run("Go", { signal: abort.signal });
    await gate.reached;

    abort.abort("too late to stop it");
    gate.open();

    await expect(running).rejects.toBe("too late to stop it");
    expect(sentMethods(server)).toContain("turn/interrupt");
    scriptTurns(server, [["b"]]);
    expect((await thread.run("Again")).finalResponse).toBe("b");
  });

  test("rejects all the same after two seconds when the server does not react", async () => {
    const gate = createGate();
    const { thread, server } = await startScriptedThread([["a", gate]]);
    server.answer("turn/interrupt", {});
    const abort = new AbortController();
    const turn = await thread.turn("Go", { signal: abort.signal });
    const streaming = collect(turn.stream());
    streaming.catch(() => {});
    await gate.reached;
    useFakeTimeouts();

    abort.abort("the user left");
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await hasSettled(turn.run())).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    await expect(turn.run()).rejects.toBe("the user left");
    await expect(turn.result()).rejects.toBe("the user left");
    await expect(streaming).rejects.toBe("the user left");
  });

  test.each([
    ["idle", { idleMs: 30 }],
    ["total", { totalMs: 30 }],
  ] as const)("by its %s time-out interrupts it and rejects with it", async (kind, timeouts) => {
    const { thread, server } = await startScriptedThread([["a", createGate()]]);

    const running = thread.run("Go", { timeouts });

    await expect(running).rejects.toMatchObject({ code: "TURN_TIMEOUT", kind });
    expect(sentMethods(server)).toContain("turn/interrupt");
  });

  test("does not happen by idleness while a handler is asked or a command runs", async () => {
    useFakeTimeouts();
    const gate = createGate();
    const { thread } = await startScriptedThread(
      [
        [
          {
            ask: "item/commandExecution/requestApproval",
            params: { kind: "command", itemId: "i", startedAtMs: 1, environmentId: null },
          },
          "done",
        ],
      ],
      {
        handlers: {
          commandApproval: async () => {
            await gate.pass();
            return { decision: "accept" };
          },
        },
      },
    );
    const running = thread.run("Go", { timeouts: { idleMs: 20 } });
    await gate.reached;
    await vi.advanceTimersByTimeAsync(80);

    gate.open();

    expect((await running).finalResponse).toBe("done");
  });
});
