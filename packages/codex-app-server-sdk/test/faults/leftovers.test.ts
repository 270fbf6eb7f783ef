import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "../e2e/start-codex.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand, reportedPid } from "../support/reporting-command.js";

const mcpServer = fileURLToPath(new URL("./fixtures/mcp-server.mjs", import.meta.url));

interface Running extends E2eSetup {
  /** The ids of the processes that the server has started. */
  command: number;
  mcp: number;
  interrupt(): Promise<void>;
}

/**
 * Starts a server with a running MCP server and a running command of a turn. Both report their
 * process ids.
 */
async function startEverything(mcpManners: "gentle" | "stubborn" = "gentle"): Promise<Running> {
  const setup = await startCodex({
    codex: { handlers: { commandApproval: () => ({ decision: "accept" }) } },
  });
  const { codex, model, home } = setup;
  const reporting = createReportingCommand(join(home.root, "command"));
  const mcpFile = join(home.root, "mcp");
  await mkdir(home.codexHome, { recursive: true });
  const args = [mcpServer, mcpFile, mcpManners];
  const config = await readFile(join(home.codexHome, "config.toml"), "utf8");
  await writeFile(
    join(home.codexHome, "config.toml"),
    `${config}\n[mcp_servers.left]\ncommand = ${JSON.stringify(process.execPath)}\nargs = ${JSON.stringify(args)}\n`,
  );
  const gate = createGate();
  model.respond(functionCall("exec_command", { cmd: reporting.cmd, yield_time_ms: 250 }));
  model.respond(message(["waiting", gate]));
  const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "full-access" });
  const turn = await thread.turn("Go");
  turn.result().catch(() => {});
  const [command, mcp] = await Promise.all([reporting.pid(), reportedPid(mcpFile)]);
  await gate.reached;
  expect([isAlive(command), isAlive(mcp)]).toEqual([true, true]);
  return { ...setup, command, mcp, interrupt: () => turn.interrupt() };
}

async function expectGone(...pids: number[]): Promise<void> {
  for (const pid of pids) {
    await expect.poll(() => isAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
  }
}

// Was tried on Linux only. On other systems it depends on the server what is
// left.
describe.runIf(process.platform === "linux")("what the server has started", () => {
  test.each(["gentle", "stubborn"] as const)(
    "is gone after close(), also when an MCP server is %s",
    async (manners) => {
      const { codex, command, mcp } = await startEverything(manners);
      const server = codex.pid ?? Number.NaN;

      await codex.close();

      expect(isAlive(server)).toBe(false);
      await expectGone(command, mcp);
    },
  );

  test("is gone after the server was killed", async () => {
    const { codex, command, mcp } = await startEverything();

    process.kill(codex.pid ?? Number.NaN, "SIGKILL");

    await expectGone(command, mcp);
  });

  test("for a turn is gone after that turn was interrupted, and the server lives", async () => {
    const { codex, model, command, mcp, interrupt } = await startEverything();

    await interrupt();

    await expectGone(command);
    expect(isAlive(mcp)).toBe(true);
    model.respond(message("still here"));
    expect((await (await codex.threadStart()).run("Hi")).finalResponse).toBe("still here");
  });
});

describe("a model that never answers", () => {
  test("ends the turn by its idle time-out, and the server stays usable", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(gate, message("too late")).respond(message("in time"));
    const thread = await codex.threadStart();

    const running = thread.run("Go", { timeouts: { idleMs: 1_000 } });

    await expect(running).rejects.toMatchObject({ code: "TURN_TIMEOUT", kind: "idle" });
    expect((await thread.run("Again")).finalResponse).toBe("in time");
  });

  test("ends the turn by its total time-out, even if it says a lot", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["some", createGate()]));
    const thread = await codex.threadStart();

    const running = thread.run("Go", { timeouts: { totalMs: 1_500, idleMs: 0 } });

    await expect(running).rejects.toMatchObject({ code: "TURN_TIMEOUT", kind: "total" });
  });
});
