import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Codex } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand } from "../support/reporting-command.js";
import {
  childrenOf,
  type McpSetup,
  startMcpServer,
  textsOf,
  threadOf,
} from "./start-mcp-server.js";
import { startRawMcpServer } from "./start-raw-mcp-server.js";

/** Starts a turn that waits for the model, and that its client can cancel. */
async function startTurn(setup: McpSetup): Promise<{ ended: Promise<unknown>; cancel(): void }> {
  const gate = createGate();
  setup.model.respond(message(["half", gate, "whole"]));
  const controller = new AbortController();
  const ended = setup.call("codex", { prompt: "Go" }, { signal: controller.signal });
  ended.catch(() => {});
  await gate.reached;
  return { ended, cancel: () => controller.abort("no more") };
}

async function expectGone(...pids: number[]): Promise<void> {
  for (const pid of pids) {
    await expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
  }
}

describe("a call that its client cancels", () => {
  test("interrupts its turn, and the thread goes on", async () => {
    const setup = await startMcpServer();
    const { client, call, model, home, faults } = setup;
    const turn = await startTurn(setup);
    const [request] = model.requests;

    turn.cancel();

    await expect(turn.ended).rejects.toThrow("no more");
    expect(await request?.ended).toBe("aborted");
    const threadId = request?.threadId ?? "";
    model.respond(message("Still here."));
    const result = await call("codex-reply", { threadId, prompt: "Hello?" });
    expect(textsOf(result)).toEqual(["Still here."]);
    await client.close();
    await using codex = new Codex(home.options);
    const { thread } = await (await codex.threadResume(threadId)).read({ includeTurns: true });
    expect(thread.turns.map(({ status }) => status)).toEqual(["interrupted", "completed"]);
    expect(faults).toEqual([]);
  });

  test("ends the command that its turn runs", async () => {
    const { call, model, home } = await startMcpServer();
    const command = createReportingCommand(join(home.root, "command"));
    model.respond(functionCall("exec_command", { cmd: command.cmd, yield_time_ms: 60_000 }));
    const controller = new AbortController();
    const args = { prompt: "Go", sandbox: "danger-full-access", "approval-policy": "never" };
    const ended = call("codex", args, { signal: controller.signal });
    const pid = await command.pid();

    controller.abort("no more");

    await expect(ended).rejects.toThrow("no more");
    await expectGone(pid);
  });

  test("before its turn has begun starts none", async () => {
    const { call, model } = await startMcpServer();
    const gate = createGate();
    model.respond(message("One.")).respond(gate, message("Two.")).respond(message("Four."));
    const threadId = threadOf(await call("codex", { prompt: "First" }));
    const controller = new AbortController();
    const second = call("codex-reply", { threadId, prompt: "Second" });
    await gate.reached;
    const third = call("codex-reply", { threadId, prompt: "Third" }, { signal: controller.signal });
    const fourth = call("codex-reply", { threadId, prompt: "Fourth" });

    controller.abort("no more");
    await expect(third).rejects.toThrow("no more");
    gate.open();

    expect([await second, await fourth].map(textsOf)).toEqual([["Two."], ["Four."]]);
    expect(model.requests.map(({ userText }) => userText)).toEqual(["First", "Second", "Fourth"]);
  });
});

// Elsewhere the processes can't be found.
describe.runIf(process.platform === "linux")("when the client goes away in mid-turn", () => {
  test("by closing stdin, the server and Codex end", async () => {
    const setup = await startMcpServer();
    await startTurn(setup);
    const [codex = 0] = childrenOf(setup.pid);
    expect(isAlive(codex)).toBe(true);

    await setup.client.close();

    expect([isAlive(setup.pid), isAlive(codex)]).toEqual([false, false]);
    expect(await setup.model.requests[0]?.ended).toBe("aborted");
    expect(setup.stderr()).toBe("");
  });

  test("and the server is killed, Codex ends", async () => {
    const setup = await startMcpServer();
    await startTurn(setup);
    const [codex = 0] = childrenOf(setup.pid);

    process.kill(setup.pid, "SIGKILL");

    await expectGone(setup.pid, codex);
  });

  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)("and the server gets %s, it ends with %s, and Codex too", async (signal, code) => {
    const server = await startRawMcpServer();
    await server.startTurn();
    const [codex = 0] = childrenOf(server.pid);

    server.child.kill(signal);

    expect(await server.exitCode).toBe(code);
    expect(isAlive(codex)).toBe(false);
    expect(await server.stderr).toBe(`Interrupted by ${signal}.\n`);
  });

  test("and nobody reads its messages, the server and Codex end", async () => {
    const server = await startRawMcpServer();
    await server.startTurn();
    const [codex = 0] = childrenOf(server.pid);

    server.child.stdout.destroy();
    server.gate.open(); // the result can't be written

    expect(await server.exitCode).toBe(141);
    expect(isAlive(codex)).toBe(false);
    expect(await server.stderr).toBe("");
  });

  test("Codex dies, the call says so, and the next one has another Codex", async () => {
    const setup = await startMcpServer();
    const { call, model } = setup;
    model.respond(message("One."));
    const args = { prompt: "First", sandbox: "workspace-write" };
    const threadId = threadOf(await call("codex", args));
    const { ended } = await startTurn(setup);
    const [codex = 0] = childrenOf(setup.pid);

    process.kill(codex, "SIGKILL");

    expect(await ended).toMatchObject({ isError: true });
    model.respond(message("Two."));
    const result = await call("codex-reply", { threadId, prompt: "Second" });
    expect(textsOf(result)).toEqual(["Two."]);
    const sandboxes = model.requests[2]?.instructions.match(/`sandbox_mode` is `[^`]*`/g);
    expect(sandboxes?.at(-1)).toBe("`sandbox_mode` is `workspace-write`");
  });
});

describe("the server", () => {
  test("ends with 0 when stdin ends, with nothing but its answers on stdout", async () => {
    const server = await startRawMcpServer();
    server.child.stdin.end();

    expect(await server.exitCode).toBe(0);
    expect(server.lines.map((line) => JSON.parse(line))).toMatchObject([{ jsonrpc: "2.0", id: 1 }]);
    expect(await server.stderr).toBe("");
  });

  test("reads on after what is no message, without repeating it", async () => {
    const server = await startRawMcpServer();
    server.child.stdin.write('sk-secret-of-a-test\n{"id":{}}\n\n');
    server.send({ id: 2, method: "ping" });
    server.send({ id: 3, method: "nosuch" });
    server.child.stdin.end();

    expect(await server.exitCode).toBe(0);
    const answers = server.lines.map((line) => JSON.parse(line));
    const inOrder = answers.sort((one, other) => one.id - other.id);
    expect(inOrder.slice(1)).toMatchObject([
      { id: 2, result: {} },
      { id: 3, error: { code: -32601 } },
    ]);
    expect(await server.stderr).toContain("Not understood from the MCP client");
    expect(await server.stderr).not.toContain("secret-of-a-test");
  });

  test("says why it ends by itself: a message that is too long", async () => {
    const server = await startRawMcpServer();
    server.child.stdin.on("error", () => {}); // the server does not read all of it
    server.child.stdin.write("x".repeat(11 * 1024 * 1024));

    expect(await server.exitCode).toBe(1);
    expect(await server.stderr).toContain("a message longer than 10 MiB");
  });
});
