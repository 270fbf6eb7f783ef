import { describe, expect, it } from "vitest";
import { runCli } from "./run-cli.js";
import { createTempRepository, type TempRepository } from "./testing/temp-repository.js";

describe("the command line", () => {
  it("exits 0 and prints the result as JSON on stdout alone", async () => {
    await using temp = await createTempRepository();
    const { code, stdout, stderr } = await run(temp, [
      "stage-runtime",
      "--json",
      "--platform-tag",
      "win_amd64",
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, action: "staged", platform: "win32-x64" });
    expect(stderr).toContain("Codex 1.2.3 for Windows on x64 is staged");
  });

  it("shows plain lines of progress without a terminal, and a bar on one", async () => {
    await using temp = await createTempRepository();
    const plain = await run(temp, ["stage-runtime", "--platform-tag", "linux-x64"]);
    expect(plain.stderr).toContain("Downloading @openai/codex@1.2.3-linux-x64 100%\n");
    expect(plain.stderr).not.toContain("\r");
    const terminal = await run(temp, ["stage-runtime", "--platform-tag", "linux-arm64"], {
      isTTY: true,
    });
    expect(terminal.stderr).toMatch(
      /Downloading @openai\/codex@1\.2\.3-linux-arm64 \[#+\s*\] \d+%/,
    );
  });

  it("exits 2 for unknown commands, options and values", async () => {
    await using temp = await createTempRepository();
    for (const args of [
      ["no-such-command"],
      ["stage-runtime", "--no-such-option"],
      ["stage-runtime", "--platform-tag", "amiga"],
      ["stage-runtime", "--codex-version", "latest"],
    ]) {
      expect(await run(temp, args)).toMatchObject({ code: 2 });
    }
  });

  it("exits 3 for the network and 4 for wrong bytes, with the failure as JSON too", async () => {
    await using temp = await createTempRepository();
    const args = ["stage-runtime", "--json", "--platform-tag", "linux-x64"];
    temp.registry.faults.push({ kind: "status", status: 404 });
    const network = await run(temp, args);
    expect(network.code).toBe(3);
    expect(JSON.parse(network.stdout)).toMatchObject({ ok: false, kind: "network" });

    const tarball = temp.tarballs.get("linux-x64") ?? Buffer.alloc(0);
    const served = Buffer.alloc(tarball.length, 1);
    temp.registry.publish({ name: "@openai/codex", version: "1.2.3-linux-x64", tarball, served });
    expect(await run(temp, args)).toMatchObject({
      code: 4,
      stderr: expect.stringContaining("integrity"),
    });
  });

  it("exits 1 when the lock is not usable", async () => {
    await using temp = await createTempRepository();
    const repository = { ...temp.repository, lockFile: `${temp.repository.lockFile}.missing` };
    expect(await run({ ...temp, repository }, ["stage-runtime"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Cannot read the lock"),
    });
  });

  it("explains itself, with the exit codes", async () => {
    await using temp = await createTempRepository();
    const { code, stdout } = await run(temp, ["stage-runtime", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--platform-tag[\s\S]*--dry-run[\s\S]*--json[\s\S]*Exit codes: 0 ok/);
  });
});

async function run(
  { repository, env, scratch }: Pick<TempRepository, "repository" | "env" | "scratch">,
  args: readonly string[],
  { isTTY = false } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const code = await runCli(args, {
    env,
    cwd: scratch,
    repository,
    stdout: {
      write(text): void {
        written.stdout += text;
      },
    },
    stderr: {
      isTTY,
      write(text): void {
        written.stderr += text;
      },
    },
  });
  return { code, ...written };
}
