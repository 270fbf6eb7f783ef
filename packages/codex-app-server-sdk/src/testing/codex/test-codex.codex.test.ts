import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { isAlive } from "../../../test/support/is-alive.js";
import { reportedPid } from "../../../test/support/reporting-command.js";
import { OptionsError, TransportClosedError } from "../../errors/index.js";
import { createGate } from "../model/gate.js";
import { functionCall, message } from "../model/model-answer.js";
import { type TestCodex, type TestCodexOptions, testCodex } from "./test-codex.js";

const stubbornServer = fileURLToPath(
  new URL("../../../test/faults/fixtures/stubborn-server.mjs", import.meta.url),
);

/** How many servers of this process listen for connections. */
function listeningServers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "TCPServerWrap").length;
}

async function start(options?: TestCodexOptions): Promise<TestCodex> {
  const started = await testCodex(options);
  onTestFinished(() => started.dispose());
  return started;
}

describe("testCodex", () => {
  test("gives a real Codex in a home of its own, whose model the test scripts", async () => {
    const { codex, model, home } = await start();
    model.respond(message("Hello."));
    expect(codex.state).toBe("idle"); // nothing is started before it is needed

    const thread = await codex.threadStart();

    expect((await thread.run("Hi")).finalResponse).toBe("Hello.");
    expect((await codex.start()).codexHome).toBe(home.codexHome);
    expect(thread.started.cwd).toBe(home.cwd);
    expect(model.unexpectedRequests).toEqual([]);
  });

  test("passes options on to the Codex, the model and the home", async () => {
    const { codex, model } = await start({
      codex: {
        clientInfo: { name: "passed-on", version: "1" },
        env: { ADDED: "added" },
        handlers: { commandApproval: () => ({ decision: "accept" }) },
      },
      model: { chunkBytes: 7 },
      home: { config: 'model_reasoning_effort = "low"' },
    });
    const cmd = 'node -p "process.env.ADDED + process.env.HOME"';
    model.respond(functionCall("exec_command", { cmd }, { callId: "call" }));
    model.respond(message("Done."));

    const { userAgent } = await codex.start();
    const thread = await codex.threadStart({ approvalPolicy: "untrusted" });
    await thread.run("Go");

    expect(userAgent).toMatch(/^passed-on\//);
    expect(model.requests[0]?.body).toMatchObject({ reasoning: { effort: "low" } });
    // What is added to the environment takes nothing of the home's away.
    expect(model.requests[1]?.toolOutput("call")).toMatch(/added\S*codex-test-/);
  });

  test("keeps the server in the home where an option is undefined", async () => {
    const nothing = { codexHome: undefined, cwd: undefined, env: undefined, inheritEnv: undefined };
    const { codex, model, home } = await start({ codex: nothing });
    model.respond(message("Hello."));

    const thread = await codex.threadStart();
    await thread.run("Hi");

    expect((await codex.start()).codexHome).toBe(home.codexHome);
    expect(thread.started.cwd).toBe(home.cwd);
    expect(model.requests).toHaveLength(1);
  });

  test("leaves nothing when its options are refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "refused-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const name of ["TMPDIR", "TEMP", "TMP"]) vi.stubEnv(name, folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const before = listeningServers();

    const refused = testCodex({ codex: { codexPath: "" } });

    await expect(refused).rejects.toBeInstanceOf(OptionsError);
    expect(await readdir(folder)).toEqual([]);
    await expect.poll(listeningServers).toBe(before);
  });
});

// The stubborn server is a script with a shebang. What becomes of commands was tried on Linux only.
describe.runIf(process.platform === "linux")("its dispose()", () => {
  test("ends a turn that runs: server and command are dead, folders and model are gone", async () => {
    const { codex, model, home, dispose } = await start({
      codex: { handlers: { commandApproval: () => ({ decision: "accept" }) } },
    });
    const file = join(home.root, "command");
    const cmd = `echo $$ > ${file}; while :; do touch "$PWD/$((i = i + 1))"; sleep 0.01; done`;
    model.respond(functionCall("exec_command", { cmd, yield_time_ms: 250 }));
    model.respond(message(["waiting", createGate()]));
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "full-access" });
    const turn = await thread.turn("Go");
    const pids = [codex.pid ?? Number.NaN, await reportedPid(file)];
    expect(pids.map(isAlive)).toEqual([true, true]);

    await dispose();

    expect(isAlive(Number(pids[0]))).toBe(false);
    await expect.poll(() => isAlive(Number(pids[1])), { timeout: 10_000 }).toBe(false);
    expect(existsSync(home.root)).toBe(false);
    await expect(fetch(model.baseUrl)).rejects.toThrow();
    await expect(turn.run()).rejects.toBeInstanceOf(TransportClosedError);
  });

  test("kills a server that heeds nothing, also while it starts", async () => {
    const { codex, home, dispose } = await start({
      codex: { codexPath: stubbornServer, timeouts: { closeMs: 100 } },
    });
    const failed = expect(codex.start()).rejects.toBeInstanceOf(TransportClosedError);
    const pid = await reportedPid(join(home.codexHome, "pid"));

    await dispose();

    await failed;
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(home.root)).toBe(false);
  });

  test("is what `await using` does, also when the test throws in the middle of a turn", async () => {
    let left: { pid: number; root: string; baseUrl: string } | undefined;
    const body = async (): Promise<void> => {
      await using setup = await testCodex();
      const { codex, model, home } = setup;
      const gate = createGate();
      model.respond(message(["waiting", gate]));
      await (await codex.threadStart()).turn("Go");
      await gate.reached;
      left = { pid: codex.pid ?? Number.NaN, root: home.root, baseUrl: model.baseUrl };
      expect([isAlive(left.pid), existsSync(left.root)]).toEqual([true, true]);
      throw new Error("the test's own");
    };

    await expect(body()).rejects.toThrow("the test's own");

    expect(isAlive(Number(left?.pid))).toBe(false);
    expect(existsSync(String(left?.root))).toBe(false);
    await expect(fetch(String(left?.baseUrl))).rejects.toThrow();
  });

  test("may be called again", async () => {
    const { codex, home, dispose } = await start();
    await codex.start();

    await Promise.all([dispose(), dispose()]);
    await dispose();

    expect(existsSync(home.root)).toBe(false);
  });
});
