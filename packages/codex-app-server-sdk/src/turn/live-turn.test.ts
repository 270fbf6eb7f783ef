import { describe, expect, onTestFinished, test, vi } from "vitest";
import { goalFixture } from "../../test/support/goal-fixture.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { Codex, type CodexOptions, type Thread } from "../index.js";
import { createGate, ScriptedTransport, scriptTurns, type TurnStep } from "../testing/index.js";

/** A thread on a scripted server; closed when the test is over. */
async function startThread(
  turns: readonly (readonly TurnStep[])[],
  options: CodexOptions = {},
): Promise<{ thread: Thread; server: ScriptedTransport; codex: Codex; warnings: string[] }> {
  const server = new ScriptedTransport();
  scriptTurns(server, turns);
  server.answer("thread/backgroundTerminals/terminate", { terminated: true });
  const warnings: string[] = [];
  const codex = new Codex({
    transport: server,
    logger: {
      debug() {},
      info() {},
      warn: (message) => warnings.push(message),
      error: (message) => warnings.push(message),
    },
    ...options,
  });
  onTestFinished(() => codex.close());
  return { thread: await codex.threadStart(), server, codex, warnings };
}

function sentMethods(server: ScriptedTransport): (string | undefined)[] {
  return server.sent.map(({ method }) => method);
}

async function readAll<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

describe("a turn whose answer and notifications come in one chunk", () => {
  test("loses none of them, turn/completed included", async () => {
    const { thread } = await startThread([["a", "b"]]);

    const turn = await thread.turn("Go");

    expect((await readAll(turn.textStream())).join("")).toBe("ab");
    expect((await turn.result()).finalResponse).toBe("ab");
  });

  test("loses none of them that come before the answer, either", async () => {
    const { thread, server } = await startThread([]);
    const ids = { threadId: thread.id, turnId: "u1" };
    server.answer("turn/start", (_, call) => {
      server.notify("turn/started", { threadId: thread.id, turn: turnOf("u1", "inProgress") });
      server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta: "early" });
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "completed") });
      call.result({ turn: turnOf("u1", "inProgress") });
    });

    const turn = await thread.turn("Go");

    expect((await readAll(turn.textStream())).join("")).toBe("early");
    expect((await turn.run()).status).toBe("completed");
  });
});

function turnOf(id: string, status: string): object {
  return { id, items: [], itemsView: "notLoaded", status, error: null, startedAt: 1 };
}

describe("what arrives before the answer to turn/start", () => {
  test("is bounded: deltas are joined, and no character is lost", async () => {
    const deltas = Array.from({ length: 1_000 }, (_, n) => `${n} `);
    const { thread, server } = await startThread([], { limits: { maxBufferedNotifications: 20 } });
    const ids = { threadId: thread.id, turnId: "u1" };
    server.answer("turn/start", (_, call) => {
      for (const delta of deltas) {
        server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta });
      }
      call.result({ turn: turnOf("u1", "inProgress") });
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "completed") });
    });

    const pieces = await readAll((await thread.turn("Go")).textStream());

    expect(pieces.join("")).toBe(deltas.join(""));
    expect(pieces.length).toBeLessThanOrEqual(20);
  });
});

describe("giving a turn up", () => {
  test("by its signal interrupts it, and rejects with the reason once it has ended", async () => {
    const gate = createGate();
    const { thread, server } = await startThread([["a", gate], ["b"]]);
    const abort = new AbortController();
    const running = thread.run("Go", { signal: abort.signal });
    await gate.reached;

    abort.abort("the user left");

    await expect(running).rejects.toBe("the user left");
    expect(sentMethods(server)).toContain("turn/interrupt");
    expect((await thread.run("Again")).finalResponse).toBe("b");
  });

  test("before it is sent sends nothing", async () => {
    const { thread, server } = await startThread([]);

    await expect(thread.run("Go", { signal: AbortSignal.abort("before") })).rejects.toBe("before");

    expect(sentMethods(server)).not.toContain("turn/start");
  });

  test("before it is answered interrupts it as soon as it is, and frees the thread", async () => {
    const { thread, server } = await startThread([]);
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
    const { thread, server } = await startThread([["a", gate]]);
    server.answer("turn/interrupt", {});
    const abort = new AbortController();
    const turn = await thread.turn("Go", { signal: abort.signal });
    const streaming = readAll(turn.stream());
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
    const { thread, server } = await startThread([["a", createGate()]]);

    const running = thread.run("Go", { timeouts });

    await expect(running).rejects.toMatchObject({ code: "TURN_TIMEOUT", kind });
    expect(sentMethods(server)).toContain("turn/interrupt");
  });

  test("does not happen by idleness while a handler is asked or a command runs", async () => {
    useFakeTimeouts();
    const gate = createGate();
    const { thread } = await startThread(
      [
        [
          { ask: "item/commandExecution/requestApproval", params: { itemId: "i", startedAtMs: 1 } },
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

/** Whether a promise has settled already. */
async function hasSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = (): void => {
    settled = true;
  };
  promise.then(note, note);
  await Promise.resolve();
  await Promise.resolve();
  return settled;
}

/** A command of the turn that is started and not completed. */
function command(processId: string | null): TurnStep {
  const item = { type: "commandExecution", id: "call_0", processId, command: "sleep 9" };
  return { notify: "item/started", params: { item, startedAtMs: 1 } };
}

function terminal(itemId: string, processId: string): object {
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

function sentOf(server: ScriptedTransport, method: string): unknown[] {
  return server.sent.filter((message) => message.method === method).map(({ params }) => params);
}

describe("interrupting", () => {
  test("ends the commands that this turn left running, unless they are to be kept", async () => {
    const { thread, server } = await startThread([
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
    const { thread, server } = await startThread([[command(null), createGate()]]);
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
    const { thread, server, warnings } = await startThread([
      [command(null)],
      [command(null), createGate()],
    ]);
    await thread.run("Leave one running");

    await (await thread.turn("Go")).interrupt();

    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/terminate");
    expect(warnings.join()).toContain("call_0");
  });

  test("is no failure when the commands can't be ended, only a warning", async () => {
    const { thread, server, warnings } = await startThread([[command("1"), createGate()]]);
    server.answer("thread/backgroundTerminals/terminate", (_, call) =>
      call.error({ code: -32603, message: "no such thing" }),
    );

    await (await thread.turn("Go")).interrupt();

    expect(warnings.join()).toContain("no such thing");
  });

  test("leaves commands alone where the server refuses to end them", async () => {
    const { thread, server } = await startThread([[command("1"), createGate()]], {
      experimentalApi: false,
    });

    await (await thread.turn("Go")).interrupt();

    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/terminate");
  });

  test("before the turn has started is repeated until it has", async () => {
    const { thread, server } = await startThread([]);
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
    const { thread, server } = await startThread([], { timeouts: { requestMs: 40 } });
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
    const { thread, server } = await startThread([["a", gate]], { timeouts: { requestMs: 40 } });
    server.answer("turn/interrupt", {});
    const turn = await thread.turn("Go");
    await gate.reached;

    await expect(turn.interrupt()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });

    await expect(turn.run()).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });
  });
});

describe("an answer to turn/start that names no turn", () => {
  test.each(["tolerant", "off"] as const)(
    "rejects, and what may run is ended before the thread is free, validation %s",
    async (validate) => {
      const { thread, server } = await startThread([], { validate });
      server.answer("turn/start", {}).answer("turn/interrupt", {});

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
    const { thread, server } = await startThread([], { timeouts: { requestMs: 50 } });
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

  test("and even after the turn was given up as lost, is not forgotten", async () => {
    const { thread, server, warnings } = await startThread([], { timeouts: { requestMs: 30 } });
    const gate = createGate();
    server
      .answer("turn/start", async (_, call) => {
        await gate.pass();
        call.result({ turn: turnOf("u1", "inProgress") });
      })
      .answer("turn/interrupt", {});
    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    await expect.poll(() => warnings.join()).toContain("may go on");

    gate.open();

    await expect
      .poll(() => sentOf(server, "turn/interrupt").at(-1))
      .toEqual({ threadId: thread.id, turnId: "u1" });
    await expect(thread.run("Again")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
    scriptTurns(server, [["a"]]);
    expect((await thread.run("Again")).finalResponse).toBe("a");
  });
});

describe("an interrupt without a name", () => {
  test.each([
    [
      "turns are queued",
      (server: ScriptedTransport, threadId: string) => {
        server.answer("thread/queue/list", { data: [{}], nextCursor: null });
        server.notify("thread/queue/changed", { threadId });
      },
    ],
    [
      "a goal is active",
      (server: ScriptedTransport, threadId: string) =>
        server.notify("thread/goal/updated", {
          threadId,
          turnId: null,
          goal: { threadId, status: "active" },
        }),
    ],
  ])("is never sent on a thread on which %s: it would hit those", async (_, prepare) => {
    const { thread, server } = await startThread([], { timeouts: { requestMs: 100 } });
    server.answer("turn/start", () => {}).answer("turn/interrupt", {});
    prepare(server, thread.id);

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    await expect
      .poll(() => thread.run("Again").catch((error: { code: unknown }) => error.code))
      .toBe("REQUEST_TIMEOUT");

    expect(sentOf(server, "turn/interrupt")).toEqual([]);
  });

  test("is sent when the queue turns out to be empty", async () => {
    const { thread, server } = await startThread([], { timeouts: { requestMs: 50 } });
    server
      .answer("turn/start", () => {})
      .answer("turn/interrupt", {})
      .answer("thread/queue/list", { data: [], nextCursor: null });
    server.notify("thread/queue/changed", { threadId: thread.id });

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });

    expect(await server.nextSent("turn/interrupt")).toMatchObject({ params: { turnId: "" } });
  });
});

describe("a final error without turn/completed", () => {
  const error = { message: "out of credits", codexErrorInfo: "usageLimitExceeded" };

  test.each([
    ["before", ["status", "error"]],
    ["after", ["error", "status"]],
  ])("fails the turn two seconds after the thread is idle, said %s the error", async (_, order) => {
    const { thread, server } = await startThread([[createGate()]]);
    const turn = await thread.turn("Go");
    useFakeTimeouts();
    const ids = { threadId: thread.id, turnId: turn.id };
    for (const what of order) {
      if (what === "error") server.notify("error", { ...ids, error, willRetry: false });
      else server.notify("thread/status/changed", { ...ids, status: { type: "systemError" } });
    }

    await vi.advanceTimersByTimeAsync(1_999);
    expect(await hasSettled(turn.run())).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    await expect(turn.result()).rejects.toMatchObject({
      code: "TURN_FAILED",
      codexErrorInfo: "usageLimitExceeded",
      message: expect.stringContaining("out of credits"),
    });
    expect(await turn.run()).toMatchObject({ id: turn.id, status: "failed", error });
  });
});

test.each(["thread/closed", "thread/deleted"] as const)(
  "a turn whose thread is gone (%s) was interrupted",
  async (method) => {
    const { thread, server } = await startThread([["text", createGate()]]);
    const turn = await thread.turn("Go");

    server.notify(method, { threadId: thread.id });

    await expect(turn.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
  },
);

describe("the end of a thread", () => {
  test("is no news for a turn whose request is not answered yet: its answer counts", async () => {
    const { thread, server } = await startThread([]);
    server.answer("turn/start", (_, call) => {
      server.notify("thread/deleted", { threadId: thread.id });
      call.error({ code: -32600, message: `thread not found: ${thread.id}` });
    });

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "THREAD_NOT_FOUND" });
  });

  test.each(["compact", "startGoal"] as const)(
    "ends what was to start by itself (%s)",
    async (method) => {
      const { thread, server } = await startThread([]);
      server.answer("thread/goal/clear", { cleared: false });
      for (const request of ["thread/compact/start", "thread/goal/set"] as const) {
        server.answer(request, (_, call) => {
          call.result(request === "thread/goal/set" ? { goal: goalFixture(thread.id) } : {});
          server.notify("thread/closed", { threadId: thread.id });
        });
      }

      const started = method === "compact" ? thread.compact() : thread.startGoal("Count");

      await expect(started).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
    },
  );
});

describe("a stream that is read slowly", () => {
  test("joins deltas at its bound, counts them and loses no character", async () => {
    const deltas = Array.from({ length: 3_000 }, (_, n) => `${n} `);
    const { thread } = await startThread([deltas], { limits: { maxBufferedNotifications: 50 } });
    const turn = await thread.turn("Go");
    const stream = turn.textStream();
    await turn.run();

    const pieces = await readAll(stream);

    expect(pieces.join("")).toBe(deltas.join(""));
    expect(pieces.length).toBeLessThanOrEqual(50);
    expect(turn.coalesced).toBeGreaterThanOrEqual(deltas.length - 50);
  });

  test("beyond its bound rejects, alone: the result is whole", async () => {
    const steps: TurnStep[] = Array.from({ length: 100 }, (_, n) => ({
      notify: "turn/diff/updated",
      params: { diff: String(n) },
    }));
    const { thread } = await startThread([[...steps, "text"]], {
      limits: { maxBufferedNotifications: 20 },
    });

    const turn = await thread.turn("Go");

    expect((await turn.result()).finalResponse).toBe("text");
    await expect(readAll(turn.stream())).rejects.toMatchObject({ code: "BUFFER_OVERFLOW" });
  });
});

describe("malformed notifications of a turn", () => {
  test("reach its stream and everybody else as they came, are reported, and do not end it", async () => {
    const { thread, codex, warnings } = await startThread([
      [
        { notify: "item/completed", params: {} },
        { notify: "item/agentMessage/delta", params: {} },
        { notify: "turn/plan/updated", params: { plan: "none" } },
        "text",
      ],
    ]);

    const everything = readAll(codex.notifications());
    const turn = await thread.turn("Go");
    const methods = (await readAll(turn.stream())).map(({ method }) => method);

    expect(methods).toContain("turn/plan/updated");
    expect(methods.filter((method) => method === "item/completed")).toHaveLength(2);
    expect((await turn.result()).finalResponse).toBe("text");
    await codex.close();
    expect((await everything).map(({ method }) => method)).toEqual(methods);
    expect(warnings.join()).toContain("item/completed");
  });
});
