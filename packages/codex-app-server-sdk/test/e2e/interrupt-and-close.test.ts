import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { TransportClosedError, TurnInterruptedError } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand } from "../support/reporting-command.js";
import { startCodex } from "./start-codex.js";

describe("interrupting", () => {
  test("works straight after turn() has returned", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["a", createGate()]));
    const turn = await (await codex.threadStart()).turn("Go");

    await turn.interrupt();

    expect((await turn.run()).status).toBe("interrupted");
    await expect(turn.result()).rejects.toBeInstanceOf(TurnInterruptedError);
  });

  test("leaves the thread ready for the next turn", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate])).respond(message("b"));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    await gate.reached;
    await turn.interrupt();

    expect((await thread.run("Again")).finalResponse).toBe("b");
  });

  test("of a turn that has ended does nothing", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("a"));
    const turn = await (await codex.threadStart()).turn("Go");
    await turn.run();

    await expect(turn.interrupt()).resolves.toBeUndefined();
    expect((await turn.result()).finalResponse).toBe("a");
  });

  test("by the turn's own signal rejects with the signal's reason and keeps the server", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate])).respond(message("b"));
    const thread = await codex.threadStart();
    const abort = new AbortController();
    const running = thread.run("Go", { signal: abort.signal });
    await gate.reached;
    const reason = new Error("the user left");
    abort.abort(reason);

    await expect(running).rejects.toBe(reason);
    expect((await thread.run("Again")).finalResponse).toBe("b");
  });

  test("leaving an `await using` block interrupts the turn", async () => {
    const { codex, model } = await startCodex();
    model.respond(message(["a", createGate()]));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");

    await turn[Symbol.asyncDispose]();

    expect((await turn.run()).status).toBe("interrupted");
  });
});

describe("close", () => {
  test.runIf(process.platform !== "win32")(
    "with a turn and a command running leaves no process and rejects what waits",
    async () => {
      const { codex, model, home } = await startCodex({
        codex: { handlers: { commandApproval: () => ({ decision: "accept" }) } },
      });
      const { cmd, pid: pidOfCommand } = createReportingCommand(join(home.root, "pid"));
      model.respond(functionCall("exec_command", { cmd }));
      const thread = await codex.threadStart({
        approvalPolicy: "untrusted",
        sandbox: "full-access",
      });
      const turn = await thread.turn("Go");
      const stream = turn.stream()[Symbol.asyncIterator]();
      const command = await pidOfCommand();
      expect(isAlive(command)).toBe(true);
      const pid = codex.pid ?? Number.NaN;
      const waiting = turn.result();
      waiting.catch(() => {});

      await codex.close();

      expect(isAlive(pid)).toBe(false);
      await expect.poll(() => isAlive(command)).toBe(false);
      await expect(waiting).rejects.toBeInstanceOf(TransportClosedError);
      await expect(drain(stream)).rejects.toBeInstanceOf(TransportClosedError);
      await expect(thread.run("Again")).rejects.toBeInstanceOf(TransportClosedError);
      await expect(codex.start()).rejects.toBeInstanceOf(TransportClosedError);
      expect(codex.state).toBe("closed");
    },
  );

  test("before the first use starts nothing, and is idempotent", async () => {
    const { codex } = await startCodex();

    await Promise.all([codex.close(), codex.close()]);
    await codex.close();

    expect(codex.state).toBe("closed");
    expect(codex.pid).toBeUndefined();
  });

  test("ends notifications() normally", async () => {
    const { codex } = await startCodex();
    const notifications = codex.notifications();
    await codex.start();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const { method } of notifications) seen.push(method);
    })();

    await codex.close();

    await expect(reading).resolves.toBeUndefined();
  });
});

describe("the server's death", () => {
  test("rejects runs, streams and notifications(), says how it died, and is final", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    const notifications = codex.notifications()[Symbol.asyncIterator]();
    await gate.reached;

    process.kill(codex.pid ?? Number.NaN, "SIGKILL");

    const error = await turn.run().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TransportClosedError);
    expect(error).toMatchObject({ exitCode: null, signal: "SIGKILL" });
    expect(codex.state).toBe("lost");
    await expect(codex.ended).resolves.toBe(error);
    await expect(codex.start()).rejects.toBe(error);
    await expect(thread.run("Again")).rejects.toBe(error);
    await expect(drain(notifications)).rejects.toBe(error);
  });
});

async function drain(iterator: AsyncIterator<unknown>): Promise<void> {
  while (!(await iterator.next()).done);
}
