import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { functionCall, message } from "../../src/testing/index.js";
import { isAlive } from "../support/is-alive.js";
import { createReportingCommand } from "../support/reporting-command.js";
import { startCodex } from "./start-codex.js";

const unrestricted = { approvalMode: "deny-all", sandbox: "full-access" } as const;

// Was tried on Linux only.
describe.runIf(process.platform === "linux")("the commands of a thread that run", () => {
  test("are listed after their turns, and ended one by one", async () => {
    const { codex, model, home } = await startCodex();
    const thread = await codex.threadStart(unrestricted);
    const commands = ["one", "other"].map((name) => createReportingCommand(join(home.root, name)));
    for (const [index, { cmd }] of commands.entries()) {
      const call = { cmd, yield_time_ms: 250 };
      model.respond(functionCall("exec_command", call, { callId: `call_${index}` }));
    }
    model.respond(message("started"));
    await thread.run("Go");

    const terminals = await thread.terminals();

    expect(terminals.map(({ itemId }) => itemId).sort()).toEqual(["call_0", "call_1"]);
    const one = terminals.find(({ itemId }) => itemId === "call_0");
    expect(one?.command).toContain(commands[0]?.cmd.split(" ")[0]);
    expect(one?.cwd).toBe(thread.started.cwd);
    expect(await one?.terminate()).toBe(true);
    await expect.poll(async () => isAlive((await commands[0]?.pid()) ?? 0)).toBe(false);
    expect(isAlive((await commands[1]?.pid()) ?? 0)).toBe(true);
    await expect.poll(async () => (await thread.terminals()).length).toBe(1);
    expect(await one?.terminate()).toBe(false);
  });
});

describe("listing commands", () => {
  test("gives none for a thread that has run none", async () => {
    const { codex } = await startCodex();

    expect(await (await codex.threadStart()).terminals()).toEqual([]);
  });

  test("is refused without experimentalApi", async () => {
    const { codex } = await startCodex({ codex: { experimentalApi: false } });
    const thread = await codex.threadStart();

    await expect(thread.terminals()).rejects.toMatchObject({ code: "OPTIONS_INVALID" });
  });

  test("of a deleted thread is a typed error", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("ok"));
    const thread = await codex.threadStart();
    await thread.run("Hello");
    await codex.threadDelete(thread.id);

    await expect(thread.terminals()).rejects.toMatchObject({ code: "THREAD_NOT_FOUND" });
  });
});
