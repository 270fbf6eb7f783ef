import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type Codex,
  type CodexOptions,
  isCodexError,
  type Thread,
  type TraceEntry,
} from "../../src/index.js";
import { functionCall, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand } from "../support/reporting-command.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

/** Stops the server until it is woken, so that its answers come after the client's deadline. */
function putToSleep(codex: Codex): { wake(): void } {
  const pid = codex.pid ?? Number.NaN;
  process.kill(pid, "SIGSTOP");
  const wake = (): void => void process.kill(pid, "SIGCONT");
  onTestFinished(() => {
    if (isAlive(pid)) wake();
  });
  return { wake };
}

/** Also collects the methods that were sent. */
async function startTraced(codex: CodexOptions = {}): Promise<E2eSetup & { sent: string[] }> {
  const sent: string[] = [];
  const trace = ({ direction, message }: TraceEntry): void => {
    const { method } = message as { method?: string };
    if (direction === "send" && method !== undefined) sent.push(method);
  };
  return { ...(await startCodex({ codex: { ...codex, trace } })), sent };
}

/** Waits until the thread takes another turn, which the model answers with "again". */
async function expectFree(thread: Thread): Promise<void> {
  const run = (): Promise<unknown> =>
    thread.run("Again").then(
      ({ finalResponse }) => finalResponse,
      (error: unknown) => (isCodexError(error) ? error.code : error),
    );
  await expect.poll(run, { timeout: 15_000 }).toBe("again");
}

// Stops the server by a signal that Windows does not have.
describe.runIf(process.platform !== "win32")("an answer that comes after its deadline", () => {
  test("to turn/start names a turn that is ended, and then the thread is free", async () => {
    const { codex, model, home } = await startTraced({ timeouts: { requestMs: 1_000 } });
    const thread = await codex.threadStart({ approvalMode: "deny-all", sandbox: "full-access" });
    const file = join(home.root, "pid");
    const command = createReportingCommand(file);
    model.respondWith(({ userText }) =>
      userText === "Go" ? functionCall("exec_command", { cmd: command.cmd }) : message("again"),
    );
    const server = putToSleep(codex);

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    await expect(thread.run("Too early")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    server.wake();

    await expectFree(thread);
    if (existsSync(file)) {
      const pid = await command.pid();
      await expect.poll(() => isAlive(pid)).toBe(false);
    }
  });

  test("to turn/start after the signal has fired names a turn that is ended", async () => {
    const { codex, model, sent } = await startTraced();
    const thread = await codex.threadStart();
    model.respondWith(() => message("again"));
    const abort = new AbortController();
    const server = putToSleep(codex);
    const running = thread.run("Go", { signal: abort.signal });
    await expect.poll(() => sent.includes("turn/start")).toBe(true);

    abort.abort("the user left");

    await expect(running).rejects.toBe("the user left");
    server.wake();
    await expectFree(thread);
    expect(sent).toContain("turn/interrupt");
  });

  test.each(["thread/start", "thread/resume", "thread/fork"] as const)(
    "to %s opens a thread that is left again",
    async (method) => {
      const { codex, model, sent } = await startTraced();
      model.respondWith(() => message("hello"));
      const thread = await codex.threadStart();
      await thread.run("Hello");
      await thread.unsubscribe();
      sent.length = 0;
      const server = putToSleep(codex);
      const call = { timeoutMs: 300 };
      const opening = {
        "thread/start": () => codex.threadStart(call),
        "thread/resume": () => codex.request("thread/resume", { threadId: thread.id }, call),
        "thread/fork": () => codex.threadFork(thread.id, call),
      };

      await expect(opening[method]()).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
      server.wake();

      await expect.poll(() => sent).toEqual([method, "thread/unsubscribe"]);
    },
  );

  test("to a login starts one that is cancelled", async () => {
    const { codex, sent } = await startTraced();
    await codex.start();
    const server = putToSleep(codex);

    const login = codex.loginChatgpt({ timeoutMs: 300 });

    await expect(login).rejects.toMatchObject({ code: "REQUEST_TIMEOUT" });
    server.wake();
    await expect.poll(() => sent).toContain("account/login/cancel");
  });
});
