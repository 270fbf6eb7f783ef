import { getEventListeners } from "node:events";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connect, idsOf, plain, silent } from "../../test/support/connect.js";
import { settled } from "../../test/support/scripted-transport.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { RequestTimeoutError } from "../errors/index.js";
import { createGate } from "../testing/index.js";

describe("the window", () => {
  test("holds back further requests, and sends all of them in the end", async () => {
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

  test("neither holds back urgent requests nor is filled by long ones", async () => {
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

  test("gets the place of a timed-out request back", async () => {
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

  test("does not send a request that was aborted while it waited", async () => {
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

  test("counts the deadline from sending the request, not from the call", async () => {
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
