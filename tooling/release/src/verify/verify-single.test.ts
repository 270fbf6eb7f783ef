import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandRun, runCommand } from "../testing/run-command.js";
import { createStagedRelease, releaseFolder } from "../testing/staged-release.js";
import { add, change, tamper } from "../testing/tamper.js";
import { copyTempRepository, type TempRepository } from "../testing/temp-repository.js";

let staged: TempRepository;
beforeAll(async () => {
  staged = await createStagedRelease();
  const args = ["stage-runtime", "one", "--platform-tag", "linux-x64"];
  expect((await run(staged, args)).code).toBe(0);
});
afterAll(() => staged[Symbol.asyncDispose]());

const linux = "openai-codex-cli-bin-linux-x64";

describe("one package alone", () => {
  it.each([
    ["the folder of a platform", "one", linux],
    ["the tarball of a platform", `out/${linux}-1.2.3.tgz`, linux],
    ["the meta package's tarball", "out/openai-codex-cli-bin-1.2.3.tgz", "openai-codex-cli-bin"],
    ["the SDK's tarball", "out/codex-app-server-sdk-0.1.0.tgz", "codex-app-server-sdk"],
    ["the workers' tarball", "out/codex-app-server-workers-0.1.0.tgz", "codex-app-server-workers"],
  ])("is right: %s", async (_, path, name) => {
    expect(await run(staged, ["verify-release", path])).toMatchObject({
      code: 0,
      result: { name },
      stderr: expect.stringContaining("as the lock and the checkout give it"),
    });
  });

  it.each<[string, (folder: string) => Promise<void>, string]>([
    [
      "another program",
      (folder) => writeFile(join(folder, "runtime/codex-path/rg"), "evil"),
      "has another runtime/codex-path/rg",
    ],
    ["a file more", (folder) => writeFile(join(folder, "runtime/git"), ""), "has runtime/git"],
    ["a file less", (folder) => rm(join(folder, "LICENSE")), "lacks LICENSE"],
    [
      "no manifest that can be read",
      (folder) => writeFile(join(folder, "package.json"), "{"),
      "is not JSON",
    ],
  ])("is refused as a folder with %s", async (_, damage, message) => {
    await using temp = await copyTempRepository(staged);
    await damage(join(temp.scratch, "one"));
    expect(await run(temp, ["verify-release", "one"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it.each([
    ["another file", change("runtime/codex-path/rg", "evil"), "has another runtime/codex-path/rg"],
    ["a file more", add("runtime/git"), "has runtime/git"],
    ["no manifest that can be read", change("package.json", "{"), "is not JSON"],
    ["a name of its own", change("package.json", '{"name":"evil"}'), "evil does not belong"],
  ])("is refused as a tarball with %s", async (_, damage, message) => {
    await using temp = await copyTempRepository(staged);
    await tamper(temp, linux, damage);
    const path = join(releaseFolder(temp), `${linux}-1.2.3.tgz`);
    expect(await run(temp, ["verify-release", path])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it("cannot be installed", async () => {
    const { code } = await run(staged, ["verify-release", "one", "--install"]);
    expect(code).toBe(2);
  });
});

function run(temp: TempRepository, args: readonly string[]): Promise<CommandRun> {
  return runCommand(temp, args, temp.env);
}
