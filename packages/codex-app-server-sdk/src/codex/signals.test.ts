import { describe, expect, onTestFinished, test } from "vitest";
import { OldAbortController } from "../../test/support/old-abort-controller.js";
import { Codex, OptionsError, retryOnOverload, ServerBusyError, type Thread } from "../index.js";
import { ScriptedTransport } from "../testing/index.js";
import { threadFixture, threadStartFixture } from "../testing/transport/wire-fixtures.js";

interface Scripted {
  codex: Codex;
  thread: Thread;
  transport: ScriptedTransport;
}

/** A server that starts a thread and answers nothing else. */
async function start(): Promise<Scripted> {
  const transport = new ScriptedTransport();
  const codex = new Codex({ transport });
  onTestFinished(() => codex.close());
  const thread = threadFixture({ id: "thread-1", cwd: "/work" });
  transport.answer("thread/start", threadStartFixture(thread));
  const started = await codex.threadStart();
  const silent = [
    "command/exec",
    "mcpServer/oauth/login",
    "model/list",
    "thread/read",
    "thread/start",
    "turn/start",
  ] as const;
  for (const method of silent) {
    transport.answer(method, () => {});
  }
  transport.answer("account/login/start", { type: "chatgpt", loginId: "login", authUrl: "u" });
  return { codex, thread: started, transport };
}

function busy(): never {
  throw new ServerBusyError({ method: "m", rpcCode: -32001, message: "busy", data: undefined });
}

/** Every way to hand a signal over. */
const uses: [string, (scripted: Scripted, signal: AbortSignal) => Promise<unknown>][] = [
  ["threadStart", ({ codex }, signal) => codex.threadStart({ signal })],
  ["models", async ({ codex }, signal) => codex.models({ signal })],
  ["mcp.login", ({ codex }, signal) => codex.mcp.login("web", { signal })],
  ["exec", ({ codex }, signal) => codex.exec(["ls"], { signal }).result()],
  ["request", ({ codex }, signal) => codex.request("model/list", {}, { signal })],
  ["requestRaw", ({ codex }, signal) => codex.requestRaw("model/list", {}, { signal })],
  ["run", ({ thread }, signal) => thread.run("Go", { signal })],
  ["turn", ({ thread }, signal) => thread.turn("Go", { signal })],
  ["read", ({ thread }, signal) => thread.read({ signal })],
  [
    "notifications",
    async ({ codex }, signal) => codex.notifications({ signal })[Symbol.asyncIterator]().next(),
  ],
  [
    "a login's wait",
    async ({ codex }, signal) => (await codex.loginChatgpt()).wait({ signal, timeoutMs: 0 }),
  ],
  ["retryOnOverload", (_, signal) => retryOnOverload(busy, { signal, initialDelayMs: 60_000 })],
];

describe("a signal without reason and throwIfAborted, as jsdom has it, ends with an AbortError", () => {
  test.each(uses)("%s, aborted before", async (_, use) => {
    const scripted = await start();
    const abort = new OldAbortController();
    abort.abort();

    await expect(use(scripted, abort.signal)).rejects.toMatchObject({ name: "AbortError" });
  });

  test.each(uses)("%s, aborted later", async (_, use) => {
    const scripted = await start();
    const abort = new OldAbortController();
    const used = use(scripted, abort.signal);
    used.catch(() => {});

    await expect.poll(() => abort.listeners).toBeGreaterThan(0);
    abort.abort();

    await expect(used).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("what is no signal is refused", () => {
  test.each([
    ["a text", "stop"],
    ["a flag", { aborted: false }],
    ["a controller", new AbortController()],
    ["null", null],
  ])("%s", async (_, value) => {
    const scripted = await start();
    const signal = value as unknown as AbortSignal;

    for (const [name, use] of uses) {
      const error = await use(scripted, signal).catch((reason: unknown) => reason);
      expect([name, error]).toEqual([name, expect.any(OptionsError)]);
      expect((error as Error).message).toContain("signal is");
    }
  });
});
