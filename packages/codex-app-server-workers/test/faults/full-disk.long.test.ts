import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryThreadStore } from "codex-app-server-sdk/store";
import { createGate, message } from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { describe, expect, onTestFinished, test } from "vitest";
import { memoryEngine } from "../../src/index.js";
import { startFleet } from "../e2e/start-fleet.js";
import { storedConversations } from "../e2e/stored-conversations.js";

interface LimitedCodex {
  readonly codexPath: string;
  /** From now on no file of the server can grow. */
  fill(): void;
}

/** A server that is told of a file that can't grow, as it is of a full disk, and not killed. */
async function limitedCodex(): Promise<LimitedCodex> {
  const folder = await mkdtemp(join(tmpdir(), "codex-limited-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [codexPath, pidFile] = [join(folder, "codex"), join(folder, "pid")];
  const real = process.env.CODEX_PATH ?? bundledCodexPath();
  const lines = ["#!/bin/sh", "trap '' XFSZ", `echo $$ > "${pidFile}"`, `exec "${real}" "$@"`];
  await writeFile(codexPath, `${lines.join("\n")}\n`);
  await chmod(codexPath, 0o755);
  const limit = `prlimit --pid "$(cat "${pidFile}")" --fsize=0:unlimited`;
  return { codexPath, fill: () => void execFileSync("sh", ["-c", limit]) };
}

describe.skipIf(process.platform !== "linux")("a worker whose disk is full", () => {
  test("ends and says why, and another one answers what it could not keep", async () => {
    const store = memoryThreadStore();
    const { fleet, model, start } = await startFleet({ engine: memoryEngine(), store });
    const thread = fleet.thread("t");
    const gate = createGate();
    model
      .respond(message("one"))
      .respond(message(["not kept", gate]))
      .respond(message("two"));
    const limited = await limitedCodex();
    const first = await start({ maxTurns: 1 }, { codexPath: limited.codexPath });
    await thread.run("q1");
    const turn = await thread.turn("q2");
    await gate.reached;
    limited.fill();
    gate.open();

    expect(await first.worker.ended).toMatchObject({ problem: "unwritten" });
    expect(first.warnings.join("\n")).toContain("Is there room on the disk");
    await start();
    expect((await turn.result()).finalResponse).toBe("two");
    const seen = JSON.stringify(model.requests.at(-1)?.input);
    expect(seen).toMatch(/"q1".*"one".*"q2"/);
    expect(seen).not.toContain("not kept");
    const [stored] = await storedConversations(store, model);
    expect(stored).toEqual(expect.arrayContaining(["q2", "two"]));
  });
});
