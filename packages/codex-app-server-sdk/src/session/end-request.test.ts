import { describe, expect, onTestFinished, test } from "vitest";
import { Codex } from "../index.js";
import { ScriptedTransport } from "../testing/index.js";

interface Scripted {
  codex: Codex;
  transport: ScriptedTransport;
  logged: string[];
}

/** A server that never answers what runs for long. */
async function start(): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const logger = { debug: () => {}, info: () => {}, warn: log, error: log };
  const codex = new Codex({ transport, logger });
  onTestFinished(() => codex.close());
  transport
    .answer("command/exec", () => {})
    .answer("thread/sample", () => {})
    .answer("mcpServer/tool/call", () => {})
    .answer("command/exec/terminate", {})
    .answer("thread/sample/cancel", {});
  await codex.start();
  return { codex, transport, logged };
}

const exec = { command: ["sleep", "300"], processId: "p" };

describe("a request that is given up", () => {
  test("by its time-out ends the program that it runs", async () => {
    const { codex, transport } = await start();

    const running = codex.request("command/exec", exec, { timeoutMs: 20 });
    await expect(running).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });

    const terminate = await transport.nextSent("command/exec/terminate");
    expect(terminate).toMatchObject({ params: { processId: "p" } });
  });

  test("by its signal ends the sampling that it asked for, by its own id", async () => {
    const { codex, transport } = await start();
    const abort = new AbortController();
    const params = { threadId: "t", expectedTurnId: "u", prompt: "p" };
    const running = codex.request("thread/sample", params, { signal: abort.signal });
    running.catch(() => {});
    const { id } = await transport.nextSent("thread/sample");

    abort.abort();

    const cancel = await transport.nextSent("thread/sample/cancel");
    expect(cancel).toMatchObject({ params: { requestId: id } });
  });

  test("once ends it once, and nothing is said when it had ended meanwhile", async () => {
    const { codex, transport, logged } = await start();
    const gone = { code: -32600, message: 'no active command/exec for process id "p"' };
    transport.answer("command/exec/terminate", (_, call) => call.error(gone));
    const abort = new AbortController();
    const running = codex.request("command/exec", exec, { signal: abort.signal });
    running.catch(() => {});
    const { id } = await transport.nextSent("command/exec");

    abort.abort();
    const result = { exitCode: 0, stdout: "", stderr: "" };
    transport.deliver(JSON.stringify({ id, result }));
    await transport.nextSent("command/exec/terminate");
    await codex.request("model/list", {}).catch(() => {});

    const methods = transport.sent.map(({ method }) => method);
    expect(methods.filter((method) => method === "command/exec/terminate")).toHaveLength(1);
    expect(logged).toEqual([]);
  });

  test.each([
    ["has no processId", "command/exec", { command: ["sleep", "300"] }],
    ["has no end of its own", "mcpServer/tool/call", { server: "s", tool: "t", threadId: "t" }],
  ] as const)("and %s ends for its caller alone", async (_, method, params) => {
    const { codex, transport } = await start();

    const running = codex.requestRaw(method, params, { timeoutMs: 20 });
    await expect(running).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });

    expect(transport.sent.at(-1)).toMatchObject({ method });
  });

  test("before it was sent ends nothing", async () => {
    const { codex, transport } = await start();
    const signal = AbortSignal.abort(new Error("enough"));

    await expect(codex.request("command/exec", exec, { signal })).rejects.toThrow("enough");

    expect(transport.sent.map(({ method }) => method)).not.toContain("command/exec");
    expect(transport.sent.map(({ method }) => method)).not.toContain("command/exec/terminate");
  });
});
