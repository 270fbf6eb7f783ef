import { AsyncLocalStorage } from "node:async_hooks";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import {
  Codex,
  type CodexOptions,
  type TraceContext,
  type TraceEntry,
  tool,
  traceWriter,
} from "../../src/index.js";
import {
  functionCall,
  type JsonRpcMessage,
  message,
  ScriptedTransport,
  scriptTurns,
} from "../../src/testing/index.js";
import { ListeningCodex } from "../support/listening-codex.js";
import { type ExportedSpan, startCollector } from "../support/start-collector.js";
import { startRawCodex } from "../support/start-raw-codex.js";
import { startCodex } from "./start-codex.js";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** A record of the traffic, and what of it the client sent. */
function record(): { trace: NonNullable<CodexOptions["trace"]>; sent(): JsonRpcMessage[] } {
  const lines: string[] = [];
  const sent = (): JsonRpcMessage[] =>
    lines
      .map((line) => JSON.parse(line) as TraceEntry)
      .filter(({ direction }) => direction === "send")
      .map((entry) => entry.message as JsonRpcMessage);
  return { trace: traceWriter({ write: (line) => lines.push(line) }), sent };
}

const isRequest = ({ id, method }: JsonRpcMessage): boolean =>
  id !== undefined && method !== undefined;

const lookUp = tool({
  name: "look_up",
  description: "Looks up.",
  input: z.object({}),
  run: () => "found",
});

describe("each request has the trace", () => {
  test("that the function gives for it; notifications and answers have none", async () => {
    let asked = 0;
    const { trace, sent } = record();
    const traceContext = (): TraceContext => ({ traceparent, tracestate: `n=${asked++}` });
    const { codex, model } = await startCodex({ codex: { trace, traceContext } });
    const { id } = await codex.threadStart({ ephemeral: true });
    await codex.requestRaw("thread/loaded/list", {});
    await codex.threadDelete(id).catch(() => {});
    const thread = await codex.threadStart({ tools: [lookUp] });
    model.respond(functionCall("look_up", {}, { callId: "a" })).respond(message("done"));

    await thread.run("Go");

    const requests = sent().filter(isRequest);
    expect(requests.map(({ method }) => method)).toEqual(
      expect.arrayContaining(["initialize", "thread/start", "thread/loaded/list", "turn/start"]),
    );
    expect(requests.map(({ trace }) => trace)).toEqual(
      requests.map((_, n) => ({ traceparent, tracestate: `n=${n}` })),
    );
    const others = sent().filter((one) => !isRequest(one));
    expect(others.map(({ method = "answer" }) => method)).toEqual(["initialized", "answer"]);
    for (const other of others) expect(other).not.toHaveProperty("trace");
  });

  test("also over a socket", async () => {
    const { home, model } = await startCodex();
    const server = await ListeningCodex.start(home, { kind: "websocket" });
    const { trace, sent } = record();
    const codex = new Codex({
      transport: server.socket,
      logger: false,
      trace,
      traceContext: () => ({ traceparent }),
    });
    onTestFinished(() => codex.close());
    model.respond(message("done"));

    await (await codex.threadStart()).run("Go");

    const requests = sent().filter(isRequest);
    expect(requests.length).toBeGreaterThan(2);
    for (const request of requests) expect(request.trace).toEqual({ traceparent });
  });

  test("also what the SDK sends by itself after a restart", async () => {
    const { trace, sent } = record();
    const restart = { maxRestarts: 5, backoffMs: 1 };
    const traceContext = (): TraceContext => ({ traceparent });
    const { codex, model } = await startCodex({ codex: { trace, traceContext, restart } });
    const thread = await codex.threadStart();
    model.respond(message("one")).respond(message("two"));
    await thread.run("First");
    process.kill(codex.pid ?? Number.NaN, "SIGKILL");
    await expect.poll(() => codex.state, { interval: 1 }).not.toBe("ready");

    await thread.run("Second");

    const requests = sent().filter(isRequest);
    const methods = requests.map(({ method }) => method);
    expect(methods.filter((method) => method === "initialize")).toHaveLength(2);
    expect(methods).toContain("thread/resume");
    for (const request of requests) expect(request.trace).toEqual({ traceparent });
  });

  test("of the call that sends it, asked in its async context", async () => {
    const current = new AsyncLocalStorage<string>();
    const server = new ScriptedTransport();
    scriptTurns(server, [["a"], ["b"]]);
    const traceContext = (): TraceContext => ({ traceparent: current.getStore() });
    const codex = new Codex({ transport: server, traceContext, limits: { maxInFlight: 1 } });
    onTestFinished(() => codex.close());
    const threads = await Promise.all([codex.threadStart(), codex.threadStart()]);

    // Both at once: the second one waits for its place and is sent by the first one's answer.
    await Promise.all([
      current.run("first", () => threads[0].run("one")),
      current.run("second", () => threads[1].run("two")),
    ]);

    const turns = server.sent.filter(({ method }) => method === "turn/start");
    expect(turns.map(({ trace }) => trace?.traceparent)).toEqual(["first", "second"]);
  });
});

describe("the server's own spans", () => {
  const parent = "b7ad6b7169203331";
  const traceId = "0af7651916cd43dd8448eb211c80319c";

  async function runTraced(config: string): Promise<(string | undefined)[]> {
    const { codex, model } = await startCodex({
      home: { config },
      codex: {
        env: { OTEL_BSP_SCHEDULE_DELAY: "50" },
        traceContext: () => ({ traceparent: `00-${traceId}-${parent}-01` }),
      },
    });
    model.respond(message("done"));
    await (await codex.threadStart()).run("Go");
    return model.requests.map(({ headers }) => headers.traceparent);
  }

  test("have the caller's as their parent, and the model's request is in its trace", async () => {
    const collector = await startCollector();

    const sentToModel = await runTraced(collector.config);

    expect(sentToModel).toEqual([expect.stringContaining(`00-${traceId}-`)]);
    const children = (): ExportedSpan[] =>
      collector.spans.filter((span) => span.parentSpanId === parent);
    const awaited = expect.arrayContaining(["initialize", "thread/start", "turn/start"]);
    // The server sends what has ended from time to time.
    await expect
      .poll(() => children().map(({ name }) => name), { timeout: 30_000 })
      .toEqual(awaited);
    for (const child of children()) expect(child.traceId).toBe(traceId);
  });

  test("are none without a collector, and the model's request is in no trace", async () => {
    expect(await runTraced("")).toEqual([undefined]);
  });
});

describe("a trace that the server can't read", () => {
  const wrong = [{ traceparent: 5 }, { traceparent, tracestate: 5 }, "text"];

  test("makes it drop the request, which is never answered", async () => {
    const { codex } = await startRawCodex();
    const request = { method: "thread/loaded/list", params: {} };
    for (const [n, trace] of wrong.entries()) {
      codex.send({ id: `wrong ${n}`, ...request, trace } as never);
    }
    // Many, as answers may overtake each other.
    for (let n = 0; n < 50; n++) await codex.request("thread/loaded/list", {});

    expect(codex.received.filter(({ id }) => String(id).startsWith("wrong"))).toEqual([]);
  });

  test("is left out, and told once, so that the request is answered", async () => {
    for (const given of wrong) {
      const traceContext = (): TraceContext => given as TraceContext;
      const { codex, warnings } = await startCodex({ codex: { traceContext } });

      await codex.requestRaw("thread/loaded/list", {});
      await codex.requestRaw("thread/loaded/list", {});

      expect(warnings).toEqual([expect.stringContaining("traceContext")]);
    }
  });

  test.each(["", "nonsense", "\ud800"])("in its text alone is answered: %j", async (text) => {
    const traceContext = (): TraceContext => ({ traceparent: text, tracestate: text });
    const { codex, warnings } = await startCodex({ codex: { traceContext } });

    await expect(codex.requestRaw("thread/loaded/list", {})).resolves.toMatchObject({ data: [] });
    expect(warnings).toEqual([]);
  });
});
