import { describe, expect, test, vi } from "vitest";
import { connect, idsOf, plain, silent } from "../../test/support/connect.js";
import { settled } from "../../test/support/scripted-transport.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { ProtocolError, RequestTimeoutError, ServerBusyError } from "../errors/index.js";

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

  test("that are late, sent twice, or match no request are ignored", async () => {
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

  test("with an id as a string instead of a number match no request", async () => {
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
  test("is handled in order: onResult before the notification after the answer", async () => {
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

  test("is read to its end when it contains invalid messages", async () => {
    const { server, notifications, skipped } = await connect();

    server.deliver("{", "null", "[]", '"text"', "1e999", "{}", JSON.stringify({ method: "tell" }));

    expect(notifications).toEqual([{ method: "tell" }]);
    expect(skipped).toHaveLength(6);
  });

  test("is read to its end when a listener throws", async () => {
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
