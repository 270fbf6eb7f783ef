import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  sentMethods,
  sentOf,
  startScriptedThread,
  turnOf,
} from "../../test/support/start-scripted-thread.js";
import { createGate, items, type TurnStep } from "../testing/index.js";

/** A command of the turn that is started and not completed. */
function command(processId: string | null): TurnStep {
  const item = items.commandExecution("sleep 9", { id: "call_0", processId });
  return { notify: "item/started", params: { item, startedAtMs: 1 } };
}

function terminal(itemId: string, processId: string): wire.ThreadBackgroundTerminal {
  return {
    itemId,
    processId,
    command: "sleep 9",
    cwd: "/",
    osPid: null,
    cpuPercent: null,
    rssKb: null,
  };
}

describe("interrupting", () => {
  test("ends the commands that this turn left running, unless they are to be kept", async () => {
    const { thread, server } = await startScriptedThread([
      [command("1")],
      [command("2"), createGate()],
      [command("3"), command("4"), createGate()],
    ]);
    await thread.run("Leave one running");
    await (await thread.turn("Go")).interrupt({ commands: "keep" });
    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/terminate");

    await (await thread.turn("Go")).interrupt();

    expect(sentOf(server, "thread/backgroundTerminals/terminate")).toEqual([
      { threadId: thread.id, processId: "3" },
      { threadId: thread.id, processId: "4" },
    ]);
  });

  test("finds commands that had to be approved in the server's list", async () => {
    const { thread, server } = await startScriptedThread([[command(null), createGate()]]);
    server.answer("thread/backgroundTerminals/list", {
      data: [terminal("call_0", "5"), terminal("call_other", "6")],
      nextCursor: null,
    });

    await (await thread.turn("Go")).interrupt();

    expect(sentOf(server, "thread/backgroundTerminals/terminate")).toEqual([
      { threadId: thread.id, processId: "5" },
    ]);
  });

  test("leaves a command running that can't be told from one of an earlier turn", async () => {
    const { thread, server, warnings } = await startScriptedThread([
      [command(null)],
      [command(null), createGate()],
    ]);
    await thread.run("Leave one running");

    await (await thread.turn("Go")).interrupt();

    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/terminate");
    expect(warnings.join()).toContain("call_0");
  });

  test("is no failure when the commands can't be ended, only a warning", async () => {
    const { thread, server, warnings } = await startScriptedThread([[command("1"), createGate()]]);
    server.answer("thread/backgroundTerminals/terminate", (_, call) =>
      call.error({ code: -32603, message: "no such thing" }),
    );

    await (await thread.turn("Go")).interrupt();

    expect(warnings.join()).toContain("no such thing");
  });

  test("leaves commands alone where the server refuses to end them", async () => {
    const { thread, server } = await startScriptedThread([[command("1"), createGate()]], {
      experimentalApi: false,
    });

    await (await thread.turn("Go")).interrupt();

    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/terminate");
  });

  test("before the turn has started is repeated until it has", async () => {
    const { thread, server } = await startScriptedThread([]);
    server.answer("turn/start", { turn: turnOf("u1", "inProgress") });
    let isStarted = false;
    server.answer("turn/interrupt", (_, call) => {
      if (!isStarted) {
        call.error({ code: -32600, message: "no active turn to interrupt" });
        return;
      }
      call.result({});
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
    });
    const turn = await thread.turn("Go");

    const interrupted = turn.interrupt();
    await server.nextSent("turn/interrupt");
    isStarted = true;
    server.notify("turn/started", { threadId: thread.id, turn: turnOf("u1", "inProgress") });
    await interrupted;

    expect(sentOf(server, "turn/interrupt")).toContainEqual({ threadId: thread.id, turnId: "u1" });
    expect((await turn.run()).status).toBe("interrupted");
  });

  test("does not wait for ever for a turn that the server never starts", async () => {
    const { thread, server } = await startScriptedThread([], { timeouts: { requestMs: 40 } });
    server.answer("turn/start", { turn: turnOf("u1", "inProgress") });
    server.answer("turn/interrupt", (_, call) =>
      call.error({ code: -32600, message: "no active turn to interrupt" }),
    );
    const turn = await thread.turn("Go");

    await expect(turn.interrupt()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });

    await expect(turn.run()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });
  });

  test("does not wait for ever for a turn that the server never ends", async () => {
    const gate = createGate();
    const { thread, server } = await startScriptedThread([["a", gate]], {
      timeouts: { requestMs: 40 },
    });
    server.answer("turn/interrupt", {});
    const turn = await thread.turn("Go");
    await gate.reached;

    await expect(turn.interrupt()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });

    await expect(turn.run()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });
  });
});
