import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { connect, plain, silent } from "../../test/support/connect.js";
import { settled } from "../../test/support/scripted-transport.js";
import { Redactor } from "../diagnostics/redactor.js";
import { TransportClosedError } from "../errors/index.js";
import { createGate, ScriptedTransport } from "../testing/index.js";
import type { TransportEnd, TransportEvents } from "../transport/transport.js";
import { Connection } from "./connection.js";

function fail(): never {
  throw new Error("It can't be read.");
}

function nested(levels: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

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

  test("quotes only what the server wrote last, and shows all of it without control sequences", async () => {
    const { server, ended } = await connect();

    server.end({
      signal: "SIGKILL",
      exitCode: null,
      stderrTail:
        "\u001b[31mnoise\u001b[0m\r\n\u001b[1mTOKEN=\u001b[0mhunter23\r\nthe hun\u001b[0mter22",
      lastWords: "the hun\u001b[0mter22",
    });

    expect(ended[0]).toMatchObject({
      message: "The app-server was ended by SIGKILL.\nstderr: the [redacted]",
      stderrTail: "noise\nTOKEN=[redacted]\nthe [redacted]",
    });
  });

  test("quotes nothing where the server wrote nothing since its last message", async () => {
    const { server, ended } = await connect();

    server.end({ exitCode: 3, stderrTail: "noise", lastWords: "" });

    expect(ended[0]).toMatchObject({
      message: "The app-server exited with code 3.",
      stderrTail: "noise",
    });
  });

  test("keeps the end of a long stderr, and no half secret", async () => {
    const { server, ended } = await connect();

    server.end({ stderrTail: `TOKEN=${"secret".repeat(10_000)}\nthe reason` });

    expect(ended[0]?.stderrTail).toBe("…\nthe reason");
  });

  test("has the transport's own error as its cause, as it is when it holds no secret", async () => {
    const { server, ended } = await connect();
    const error = Object.assign(new RangeError("broken"), { code: "EPIPE", list: ["a", { b: 1 }] });

    server.end({ error });

    expect(ended[0]?.cause).toBe(error);
  });

  test.each<[string, () => Error]>([
    ["message", () => new RangeError("hunter22")],
    ["fields", () => Object.assign(new RangeError(), { spawnargs: ["-c", "hunter22"] })],
    ["fields' names", () => Object.assign(new RangeError(), { headers: { cookie: "hunter2" } })],
    ["cause", () => new RangeError("a", { cause: new Error("b", { cause: "hunter22" }) })],
    [
      "list",
      () =>
        Object.setPrototypeOf(new AggregateError([new Error("hunter22")]), RangeError.prototype),
    ],
    ["maps", () => Object.assign(new RangeError(), { map: new Map([["a", "hunter22"]]) })],
  ])("has another error as its cause where there is a secret in its %s", async (_name, fail) => {
    const { server, ended } = await connect();
    const error = fail();
    const before = inspect(error, { depth: 9, showHidden: true });

    server.end({ error });

    expect(ended[0]?.cause).toBeInstanceOf(RangeError);
    expect(inspect(ended[0], { depth: 9, showHidden: true })).not.toContain("hunter2");
    expect(inspect(error, { depth: 9, showHidden: true })).toBe(before);
  });

  test.each([
    ["nothing", undefined],
    ["a text", "gone"],
    ["wrong types", { exitCode: "3", stderrTail: 7, lastWords: {}, error: "broken" }],
    ["an error that can't be read", { error: Object.create(null) }],
    ["an error that throws", { error: new Proxy(new Error("a"), { ownKeys: fail, get: fail }) }],
    ["a deeply nested error", { error: Object.assign(new Error("a"), { list: nested(50_000) }) }],
  ])("comes whatever a transport of one's own tells of it: %s", async (_name, end) => {
    let events: TransportEvents | undefined;
    const open = async (given: TransportEvents): Promise<void> => {
      events = given;
    };
    const { ended, connection } = await connect({}, { open, send() {}, close: async () => {} });
    const answer = connection.request("ask", {}, plain);

    events?.end(end as TransportEnd);

    await expect(answer).rejects.toBeInstanceOf(TransportClosedError);
    expect(ended[0]?.message).toMatch(/^The app-server /);
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

  test("also comes when the transport can't send, and closes the transport", async () => {
    const server = new ScriptedTransport();
    const { connection, ended } = await connect({}, server);
    const cause = new RangeError("no hunter22 today");
    server.send = () => {
      throw cause;
    };

    await expect(connection.request("ask", {}, plain)).rejects.toBeInstanceOf(TransportClosedError);

    expect(ended[0]?.cause).toBeInstanceOf(RangeError);
    expect(ended[0]?.message).toContain("no [redacted] today");
    expect(inspect(ended[0], { depth: 9, showHidden: true })).not.toContain("hunter22");
    expect(cause.message).toContain("hunter22");
    expect(() => server.deliver("{}")).toThrow("ended"); // It was closed.
  });
});

describe("a custom transport", () => {
  const events = { pid: undefined, send: (): void => {} };

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
