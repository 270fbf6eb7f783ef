import { describe, expect, onTestFinished, test, vi } from "vitest";
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
  server.answer("thread/backgroundTerminals/clean", {});
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

describe("interrupting", () => {
  test("ends the commands that the turn left running, unless they are to be kept", async () => {
    const { thread, server } = await startThread([[createGate()], [createGate()]]);
    await (await thread.turn("Go")).interrupt({ commands: "keep" });
    expect(sentMethods(server)).not.toContain("thread/backgroundTerminals/clean");

    await (await thread.turn("Go")).interrupt();

    expect(sentMethods(server).at(-1)).toBe("thread/backgroundTerminals/clean");
  });

  test("is no failure when the commands can't be ended, only a warning", async () => {
    const { thread, server, warnings } = await startThread([[createGate()]]);
    server.answer("thread/backgroundTerminals/clean", (_, call) =>
      call.error({ code: -32603, message: "no such thing" }),
    );

    await (await thread.turn("Go")).interrupt();

    expect(warnings.join()).toContain("no such thing");
  });

  test("does not wait for ever for a turn that the server never started", async () => {
    const { thread, server } = await startThread([]);
    server.answer("turn/start", { turn: turnOf("u1", "inProgress") });
    server.answer("turn/interrupt", (_, call) => {
      call.result({});
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "interrupted") });
    });
    const turn = await thread.turn("Go");
    useFakeTimeouts();

    const interrupted = turn.interrupt();
    await vi.advanceTimersByTimeAsync(2_000);
    await interrupted;

    expect(server.sent.find(({ method }) => method === "turn/interrupt")?.params).toEqual({
      threadId: thread.id,
      turnId: "",
    });
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
    "rejects and leaves the thread usable, validation %s",
    async (validate) => {
      const { thread, server } = await startThread([], { validate });
      server.answer("turn/start", {});

      await expect(thread.run("Go")).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });

      scriptTurns(server, [["a"]]);
      expect((await thread.run("Again")).finalResponse).toBe("a");
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
