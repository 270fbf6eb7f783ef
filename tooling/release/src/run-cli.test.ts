import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Repository } from "./repository.js";
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
    expect(JSON.parse(stdout)).toMatchObject({ action: "staged", platform: "win32-x64" });
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
      expect(await run(temp, args)).toMatchObject({ code: 2, stdout: "" });
      const { code, stdout } = await run(temp, [...args, "--json"]);
      expect([code, JSON.parse(stdout)]).toEqual([
        2,
        { error: { kind: "usage", message: expect.not.stringMatching(/^error: |\n +at /) } },
      ]);
    }
  });

  it.each<[string, string[], number, RegExp]>([
    ["an OUT below a file", ["stage-runtime", "file/out"], 2, /file\/out cannot be a folder/],
    ["an OUT that is a file", ["stage-runtime", "file"], 2, /is a file; name a folder/],
    ["a release that is not there", ["verify-release", "none"], 2, /none has no release\.json/],
    ["a package without a manifest", ["verify-release", "file"], 1, /cannot be unpacked/],
    [
      "a file that cannot be written",
      ["pin-runtime", "--codex-version", "1.2.3", "--evidence", "none/e.md", "--dry-run"],
      1,
      /ENOENT: no such file or directory/,
    ],
  ])("says without a stack what is wrong with %s", async (_, args, expected, message) => {
    await using temp = await createTempRepository();
    await writeFile(join(temp.scratch, "file"), "");
    const pinning = ["--registry", temp.registry.url, "--github-base-url", temp.registry.url];
    const more = args[0] === "pin-runtime" ? pinning : [];
    const { code, stdout, stderr } = await run(temp, [...args, ...more, "--json"]);
    expect([code, stderr]).toEqual([expected, expect.stringMatching(message)]);
    expect(JSON.parse(stdout).error.message).toMatch(message);
    expect(stderr).not.toMatch(/\n +at /);
  });

  it("calls its own faults by their name, and shows where they are if it is told to", async () => {
    await using temp = await createTempRepository();
    const platformPackage = undefined as unknown as Repository["platformPackage"];
    const repository = { ...temp.repository, platformPackage };
    const broken = { ...temp, repository };
    const quiet = await run(broken, ["stage-runtime", "--json"]);
    expect(quiet.code).toBe(1);
    expect(quiet.stderr).not.toMatch(/\n +at /);
    expect(JSON.parse(quiet.stdout)).toMatchObject({ error: { kind: "internal" } });
    const env = { ...temp.env, CODEX_RELEASE_DEBUG: "1" };
    expect((await run({ ...broken, env }, ["stage-runtime"])).stderr).toMatch(/\n +at /);
  });

  it("says with --dry-run what it would do, and looks at the input", async () => {
    await using temp = await createTempRepository();
    const platform = ["--platform-tag", "linux-x64"];
    const workspace = await run(temp, ["stage-runtime", "--dry-run", ...platform]);
    expect(workspace.stderr).toMatch(/^Would stage Codex 1\.2\.3 for Linux on x64 in /);
    const all = await run(temp, ["stage-runtime", "out", "--dry-run", "--platform-tag", "all"]);
    expect(all.stderr.match(/^Would stage openai-codex-cli-bin/gm)).toHaveLength(7);
    const given = ["stage-runtime", "out", "none.tgz", "--codex-version", "1.2.3", ...platform];
    expect(await run(temp, [...given, "--dry-run"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("none.tgz"),
    });
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("exits 3 for the network and 4 for wrong bytes, with the failure as JSON too", async () => {
    await using temp = await createTempRepository();
    const args = ["stage-runtime", "--json", "--platform-tag", "linux-x64"];
    temp.registry.faults.push({ kind: "status", status: 404 });
    const network = await run(temp, args);
    expect(network.code).toBe(3);
    expect(JSON.parse(network.stdout)).toEqual({
      error: { kind: "network", message: expect.stringContaining("@openai/codex@1.2.3-linux-x64") },
    });

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
