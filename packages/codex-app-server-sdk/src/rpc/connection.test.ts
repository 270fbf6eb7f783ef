import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { Redactor } from "../diagnostics/redactor.js";
import {
  ProtocolError,
  RequestTimeoutError,
  ServerBusyError,
  TransportClosedError,
} from "../errors/index.js";
import { createGate, ScriptedTransport } from "../testing/index.js";
import type { Transport } from "../transport/transport.js";
import { Connection } from "./connection.js";
import type { ConnectionOptions, RequestOptions } from "./connection-options.js";

const plain: RequestOptions = { lane: "window", timeoutMs: 10_000 };

interface Heard {
  notifications: unknown[];
  skipped: string[];
  ended: TransportClosedError[];
}

/** A connection over a scripted transport, open, and closed when the test is over. */
async function connect(
  options: Partial<ConnectionOptions> = {},
  transport: Transport = new ScriptedTransport(),
): Promise<{ connection: Connection; server: ScriptedTransport } & Heard> {
  const heard: Heard = { notifications: [], skipped: [], ended: [] };
  const connection = new Connection(transport, {
    maxInFlight: 64,
    closeMs: 1_000,
    redactor: new Redactor({ SOME_SECRET: "hunter22" }),
    notification: (message) => heard.notifications.push(message),
    request: async () => ({ result: {} }),
    skipped: (reason) => heard.skipped.push(reason),
    ended: (reason) => heard.ended.push(reason),
    ...options,
  });
  onTestFinished(() => connection.close());
  await connection.open();
  return { connection, server: transport as ScriptedTransport, ...heard };
}

/** Answers of the server by hand: `deliver` what it says to the ids in `sent`. */
function silent(server: ScriptedTransport, method = "ask"): void {
  server.answer(method, () => {});
}

function idsOf(server: ScriptedTransport): (string | number | undefined)[] {
  return server.sent.map(({ id }) => id);
}

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe("answers", () => {
  test("find their requests in any order", async () => {
    const { connection, server } = await connect();
    silent(server);
    const answers = [0, 1, 2].map((n) => connection.request("ask", { n }, plain));
    await settled();
    const [a, b, c] = idsOf(server);

    for (const id of [c, a, b]) server.deliver(JSON.stringify({ id, result: `for ${id}` }));

    expect(await Promise.all(answers)).toEqual([a, b, c].map((id) => `for ${id}`));
  });

  test("that are late, sent twice, or for nobody are left out and change nothing", async () => {
    const { connection, server, skipped } = await connect();
    silent(server);
    const late = connection.request("ask", {}, { ...plain, timeoutMs: 1 });
    await expect(late).rejects.toBeInstanceOf(RequestTimeoutError);
    const [id] = idsOf(server);
    server.deliver(JSON.stringify({ id, result: 1 }), JSON.stringify({ id: 999, result: 1 }));
    const answer = connection.request("ask", {}, plain);
    await settled();
    const twice = JSON.stringify({ id: idsOf(server)[1], result: "once" });

    server.deliver(twice, twice);

    await expect(answer).resolves.toBe("once");
    expect(skipped).toHaveLength(3);
  });

  test("with the number of an id as text are for nobody", async () => {
    const { connection, server, skipped } = await connect();
    silent(server);
    const answer = connection.request("ask", {}, plain);
    await settled();
    const [id] = idsOf(server);

    server.deliver(JSON.stringify({ id: String(id), result: "wrong" }));
    server.deliver(JSON.stringify({ id, result: "right" }));

    await expect(answer).resolves.toBe("right");
    expect(skipped).toHaveLength(1);
  });

  test("that can't be read reject at once instead of at the deadline", async () => {
    const { connection, server } = await connect();
    silent(server);
    const answer = connection.request("ask", {}, plain);
    await settled();

    server.deliver(JSON.stringify({ id: idsOf(server)[0], error: "no" }));

    await expect(answer).rejects.toBeInstanceOf(ProtocolError);
  });

  test("that are errors lose their secrets", async () => {
    const { connection, server } = await connect();
    server.answer("ask", (_, call) =>
      call.error({ code: -1, message: "not hunter22", data: { apiKey: "abc", why: "hunter22" } }),
    );

    const answer = connection.request("ask", {}, plain);

    await expect(answer).rejects.toMatchObject({
      message: expect.stringContaining("not [redacted]"),
      data: { apiKey: "[redacted]", why: "[redacted]" },
    });
  });

  test("of a busy server lead to another attempt, and in the end to ServerBusyError", async () => {
    useFakeTimeouts();
    const { connection, server } = await connect();
    server.answer("ask", (_, call) => call.error({ code: -32001, message: "overloaded" }));

    const answer = connection.request("ask", { n: 1 }, plain);
    answer.catch(() => {});
    for (const delayMs of [0, 250, 500]) {
      await settled();
      vi.advanceTimersByTime(delayMs);
    }
    await settled();

    await expect(answer).rejects.toBeInstanceOf(ServerBusyError);
    expect(server.sent).toHaveLength(3);
    expect(new Set(idsOf(server)).size).toBe(1);
  });
});

describe("what comes in one chunk", () => {
  test("is handled in order: onResult before the notification behind the answer", async () => {
    const order: string[] = [];
    const { connection, server } = await connect({
      notification: ({ method }) => order.push(method),
    });
    silent(server);
    const answer = connection.request(
      "ask",
      {},
      { ...plain, onResult: () => order.push("answer") },
    );
    await settled();

    server.deliver(
      JSON.stringify({ method: "before" }),
      JSON.stringify({ id: idsOf(server)[0], result: {} }),
      JSON.stringify({ method: "behind" }),
    );

    expect(order).toEqual(["before", "answer", "behind"]);
    await answer;
  });

  test("is read on when it holds what is no message", async () => {
    const { server, notifications, skipped } = await connect();

    server.deliver("{", "null", "[]", '"text"', "1e999", "{}", JSON.stringify({ method: "tell" }));

    expect(notifications).toEqual([{ method: "tell" }]);
    expect(skipped).toHaveLength(6);
  });

  test("is read on when a listener throws", async () => {
    const seen: string[] = [];
    const { server, skipped } = await connect({
      notification({ method }) {
        seen.push(method);
        if (method === "first") throw new Error("a listener's own error");
      },
    });

    server.deliver(JSON.stringify({ method: "first" }), JSON.stringify({ method: "second" }));

    expect(seen).toEqual(["first", "second"]);
    expect(skipped.join()).toContain("a listener's own error");
  });
});

describe("requests of the server", () => {
  test("have ids of their own: the same number may be pending both ways", async () => {
    const gate = createGate();
    const { connection, server } = await connect({
      request: async ({ method, params }) => {
        await gate.pass();
        return { result: { method, params } };
      },
    });
    silent(server);
    const answer = connection.request("ask", {}, plain);
    await settled();
    const [id] = idsOf(server);
    server.deliver(JSON.stringify({ id, method: "ask/back", params: { a: 1 } }));

    server.deliver(JSON.stringify({ id, result: "mine" }));
    await expect(answer).resolves.toBe("mine");
    gate.open();
    await settled();

    expect(server.sent.at(-1)).toEqual({
      id,
      result: { method: "ask/back", params: { a: 1 } },
    });
  });

  test.each([0, "0", "a-b", -1])("are answered with the id as it came: %j", async (id) => {
    const { server } = await connect();

    server.deliver(JSON.stringify({ id, method: "ask/back" }));
    await settled();

    expect(server.sent.at(-1)).toEqual({ id, result: {} });
  });

  test.each([
    ["can't be sent as JSON", async () => ({ result: { size: 1n } })],
    ["is an exception", () => Promise.reject(new Error("bad listener"))],
  ])("are answered with an error when the answer %s", async (_name, request) => {
    const { server } = await connect({ request });

    await expect(server.request("attestation/generate")).resolves.toMatchObject({
      error: { code: -32603 },
    });
  });

  test("that are answered after the end are forgotten", async () => {
    const gate = createGate();
    const { connection, server } = await connect({
      request: async () => {
        await gate.pass();
        return { result: {} };
      },
    });
    server.deliver(JSON.stringify({ id: 0, method: "ask/back" }));

    await connection.close();
    gate.open();
    await settled();

    expect(server.sent).toEqual([]);
  });
});

describe("the window", () => {
  test("keeps back what is beyond it, and lets everything through in the end", async () => {
    const { connection, server } = await connect({ maxInFlight: 4 });
    const gate = createGate();
    let open = 0;
    let most = 0;
    server.answer("ask", async (_, call) => {
      open += 1;
      most = Math.max(most, open);
      await gate.pass();
      open -= 1;
      call.result(call.id);
    });

    const answers = Array.from({ length: 100 }, (_, n) => connection.request("ask", { n }, plain));
    await gate.reached;
    await settled();
    expect(server.sent).toHaveLength(4);
    gate.open();

    expect(new Set(await Promise.all(answers)).size).toBe(100);
    expect(most).toBe(4);
  });

  test("does not hold back what must not wait, nor is it filled by what stays open", async () => {
    const { connection, server } = await connect({ maxInFlight: 1 });
    silent(server, "long");
    const long = Array.from({ length: 20 }, () =>
      connection.request("long", {}, { lane: "long", timeoutMs: 0 }),
    );
    for (const waiting of long) waiting.catch(() => {});
    silent(server);
    const held = connection.request("ask", {}, plain);
    held.catch(() => {});
    await settled();

    server.answer("stop", "stopped");
    await expect(connection.request("stop", {}, { ...plain, lane: "now" })).resolves.toBe(
      "stopped",
    );
    expect(server.sent.map(({ method }) => method)).toEqual([
      ...long.map(() => "long"),
      "ask",
      "stop",
    ]);
  });

  test("gets the place of a request back whose time is up", async () => {
    const { connection, server } = await connect({ maxInFlight: 1 });
    silent(server);
    const lost = connection.request("ask", {}, { ...plain, timeoutMs: 20 });
    server.answer("other", "answer");

    const other = connection.request("other", {}, plain);

    await expect(lost).rejects.toBeInstanceOf(RequestTimeoutError);
    await expect(other).resolves.toBe("answer");
  });

  test("gets the place of a request without a deadline back after a minute", async () => {
    useFakeTimeouts();
    const { connection, server } = await connect({ maxInFlight: 1 });
    silent(server);
    const lost = connection.request("ask", {}, { ...plain, timeoutMs: 0 });
    server.answer("other", "answer");
    const other = connection.request("other", {}, { ...plain, timeoutMs: 0 });
    await settled();
    vi.advanceTimersByTime(59_999);
    await settled();
    expect(server.sent).toHaveLength(1);

    vi.advanceTimersByTime(1);

    await expect(other).resolves.toBe("answer");
    server.deliver(JSON.stringify({ id: idsOf(server)[0], result: "late but welcome" }));
    await expect(lost).resolves.toBe("late but welcome");
  });

  test("sends nothing for somebody who left while waiting", async () => {
    const { connection, server } = await connect({ maxInFlight: 1 });
    silent(server);
    connection.request("ask", {}, plain).catch(() => {});
    const abort = new AbortController();
    const waiting = connection.request("ask", {}, { ...plain, signal: abort.signal });
    await settled();

    abort.abort("left");

    await expect(waiting).rejects.toBe("left");
    expect(server.sent).toHaveLength(1);
    await expect(
      connection.request("ask", {}, { ...plain, signal: AbortSignal.abort("before") }),
    ).rejects.toBe("before");
  });

  test("counts the deadline from the write, not from the call", async () => {
    useFakeTimeouts();
    const { connection, server } = await connect({ maxInFlight: 1 });
    const gate = createGate();
    server.answer("slow", async (_, call) => {
      await gate.pass();
      call.result();
    });
    server.answer("fast", "answer");
    const slow = connection.request("slow", {}, plain);
    const fast = connection.request("fast", {}, { ...plain, timeoutMs: 50 });
    fast.catch(() => {});

    await gate.reached;
    await vi.advanceTimersByTimeAsync(80);
    gate.open();

    await slow;
    await expect(fast).resolves.toBe("answer");
  });

  test("collects no listeners on a signal that many requests share, and warns of none", async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on("warning", note);
    onTestFinished(() => void process.off("warning", note));
    const { connection, server } = await connect();
    server.answer("ask", "answer");
    const { signal } = new AbortController();

    await Promise.all(
      Array.from({ length: 500 }, () => connection.request("ask", {}, { ...plain, signal })),
    );
    await settled();

    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(warnings).toEqual([]);
  });
});

describe("the end of the connection", () => {
  test("rejects what was sent and what waits to be, with how the server ended", async () => {
    const { connection, server, ended } = await connect({ maxInFlight: 2 });
    silent(server);
    const requests = Array.from({ length: 5 }, () => connection.request("ask", {}, plain));
    const outcomes = Promise.allSettled(requests);
    await settled();

    server.end({ exitCode: 3, stderrTail: "the last word is hunter22" });

    for (const outcome of await outcomes) {
      expect(outcome).toMatchObject({
        reason: { exitCode: 3, signal: null, stderrTail: "the last word is [redacted]" },
      });
      expect((outcome as PromiseRejectedResult).reason).toBe(ended[0]);
    }
    expect(ended).toHaveLength(1);
    expect(ended[0]?.message).not.toContain("hunter22");
  });

  test("rejects what is called later, sends nothing and reads nothing more", async () => {
    const { connection, server, notifications, ended } = await connect();
    await connection.close();

    await expect(connection.request("ask", {}, plain)).rejects.toBe(ended[0]);
    await expect(connection.request("ask", {}, { ...plain, lane: "now" })).rejects.toBe(ended[0]);
    connection.notify("tell");

    expect(server.sent).toEqual([]);
    expect(notifications).toEqual([]);
  });

  test("by close() rejects at once, before the transport is closed", async () => {
    const gate = createGate();
    const server = new ScriptedTransport();
    const closing = server.close.bind(server);
    server.close = async () => {
      await gate.pass();
      await closing();
    };
    const { connection } = await connect({}, server);
    silent(server);
    const answer = connection.request("ask", {}, plain);

    const closed = connection.close();

    await expect(answer).rejects.toBeInstanceOf(TransportClosedError);
    gate.open();
    await closed;
  });

  test("comes too when the transport can't send, and it is closed then", async () => {
    const server = new ScriptedTransport();
    const { connection, ended } = await connect({}, server);
    const cause = new Error("no hunter22 today");
    server.send = () => {
      throw cause;
    };

    await expect(connection.request("ask", {}, plain)).rejects.toBeInstanceOf(TransportClosedError);

    expect(ended[0]?.cause).toBe(cause);
    expect(ended[0]?.message).toContain("no [redacted] today");
    expect(() => server.deliver("{}")).toThrow("ended"); // It was closed.
  });
});

describe("a transport of one's own", () => {
  const events = { pid: undefined, send() {} };

  test("that never opens does not hold close() up, and open() rejects", async () => {
    const transport = { ...events, open: () => new Promise<void>(() => {}), close: async () => {} };
    const connection = new Connection(transport, {
      maxInFlight: 1,
      closeMs: 1_000,
      redactor: new Redactor(),
      notification() {},
      request: async () => ({ result: {} }),
      skipped() {},
      ended() {},
    });
    const opening = connection.open();

    await connection.close();

    await expect(opening).rejects.toBeInstanceOf(TransportClosedError);
  });

  test("that opens after close() is closed again", async () => {
    const gate = createGate();
    const close = vi.fn(async () => {});
    const transport = { ...events, open: () => gate.pass(), close };
    const connecting = connect({}, transport).catch((error: unknown) => error);
    await gate.reached;
    const connection = new Connection(transport, {
      maxInFlight: 1,
      closeMs: 1_000,
      redactor: new Redactor(),
      notification() {},
      request: async () => ({ result: {} }),
      skipped() {},
      ended() {},
    });
    const opening = connection.open();
    await connection.close();
    await expect(opening).rejects.toBeInstanceOf(TransportClosedError);
    const before = close.mock.calls.length;

    gate.open();
    await connecting;
    await settled();

    expect(close.mock.calls.length).toBeGreaterThan(before);
  });

  test.each([
    ["never closes", () => new Promise<void>(() => {})],
    ["fails to close", () => Promise.reject(new Error("no"))],
  ])("that %s lets close() resolve all the same", async (_name, close) => {
    const transport = { ...events, open: async () => {}, close };
    const { connection } = await connect({ closeMs: 20 }, transport);

    await expect(connection.close()).resolves.toBeUndefined();
  });
});

test("a message can't reach the prototype of anything", async () => {
  const { connection, server } = await connect();
  silent(server);
  const answer = connection.request("ask", {}, plain);
  await settled();
  const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';

  server.deliver(
    `{"method":"tell","params":${poison},"__proto__":{"polluted":1}}`,
    `{"id":"__proto__","result":${poison}}`,
    `{"id":0,"method":"__proto__","params":${poison}}`,
    `{"id":${idsOf(server)[0]},"result":${poison}}`,
  );
  await answer;
  await settled();

  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test("the trace sees every message of both directions, in order", async () => {
  const seen: unknown[] = [];
  const { connection, server } = await connect({
    trace: (direction, message) => seen.push([direction, message]),
  });
  server.answer("ask", { a: 1 });

  await connection.request("ask", { n: 1 }, plain);
  connection.notify("tell", { b: 2 });
  server.deliver("no JSON");

  expect(seen).toEqual([
    ["send", { id: 1, method: "ask", params: { n: 1 } }],
    ["recv", { id: 1, result: { a: 1 } }],
    ["send", { method: "tell", params: { b: 2 } }],
    ["recv", "no JSON"],
  ]);
});
