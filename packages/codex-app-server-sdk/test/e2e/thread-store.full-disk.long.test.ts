import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { describe, expect, onTestFinished, test } from "vitest";
import { ask, goOnElsewhere, seenBy, startConversation } from "./start-conversation.js";

/** A server that is told of a file that can't grow, as it is of a full disk, and not killed. */
async function codexOfLimitedFiles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "codex-limited-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const codexPath = join(folder, "codex");
  const real = process.env.CODEX_PATH ?? bundledCodexPath();
  await writeFile(codexPath, `#!/bin/sh\ntrap '' XFSZ\nexec "${real}" "$@"\n`);
  await chmod(codexPath, 0o755);
  return codexPath;
}

function limitFiles(pid: number | undefined, bytes: number): void {
  execFileSync("sh", ["-c", `prlimit --pid ${pid} --fsize=${bytes}:unlimited`]);
}

describe.skipIf(process.platform !== "linux")("a disk that is full", () => {
  test("lets no turn pass for saved that the server could not write", async () => {
    const { machines, model, a, thread } = await startConversation(undefined, {
      codexPath: await codexOfLimitedFiles(),
    });
    await thread.saved();
    limitFiles(a.codex.pid, 0);
    await ask(model, thread, "two");
    const other = await a.codex.threadStart();
    await ask(model, other, "other");

    const unwritten = { code: "THREAD_STORE_FAILED", problem: "unwritten" };
    await expect(thread.saved()).rejects.toMatchObject(unwritten);
    await expect(other.saved()).rejects.toMatchObject({ threadId: other.id });
    expect(a.warnings.join("\n")).toContain("Is there room on the disk");
    await goOnElsewhere(machines, thread, "three");
    expect(seenBy(model)).toBe("q-one a-one q-three");
  });
});
