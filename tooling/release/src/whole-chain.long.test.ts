import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runGit } from "./checkout/run-git.js";
import { findNpmCommand } from "./find-npm-command.js";
import { packageNames, releaseNames } from "./package/package-kind.js";
import { parseRelease } from "./package/release.js";
import { type CommandRun, runCommand } from "./testing/run-command.js";
import { addSdk, createStagedRelease, releaseFile, writeSdk } from "./testing/staged-release.js";
import type { TempRepository } from "./testing/temp-repository.js";
import { Verdaccio } from "./testing/verdaccio.js";

const execute = promisify(execFile);

it("a release goes from pin to install through a registry that nobody here wrote", async () => {
  await using verdaccio = await Verdaccio.start();
  await using temp = await createStagedRelease("1.3.0-alpha.1");
  const publish = ["publish-release", "out", "--registry", verdaccio.url];
  const login = (line: string): Promise<void> => writeFile(join(temp.scratch, ".npmrc"), line);

  await succeeds(temp, ["verify-release", "out"]);
  await login(`${verdaccio.npmrc.replace(/=.*/, "=wrong")}`);
  const refused = await run(temp, [...publish, "--bootstrap"]);
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining("npm login")]);

  await login(verdaccio.npmrc);
  expect((await run(temp, [...publish, "--dry-run"])).stderr).toContain("--bootstrap");
  const opened = await succeeds(temp, [...publish, "--bootstrap"]);
  expect(opened.stderr).toContain("knows the credentials as maintainer");
  const published = await succeeds(temp, publish);
  expect(published.stderr).toContain("The release is published");
  expect((await succeeds(temp, publish)).stderr).not.toContain("Uploading");
  expect(await runGit(temp.repository.root, ["tag"])).toContain("codex-app-server-sdk@0.1.0");

  const { packages } = parseRelease(await readFile(releaseFile(temp), "utf8"));
  const installed = await install(temp, verdaccio);
  for (const name of releaseNames.slice(-3)) {
    const stated = packages.find((pkg) => pkg.name === name)?.integrity;
    expect(installed[`node_modules/${name}`]?.integrity).toBe(stated);
  }
  const here = `node_modules/openai-codex-cli-bin-${process.platform}-${process.arch}`;
  expect(Object.keys(installed)).toContain(here);

  // The same version from another commit: its bytes are others.
  await writeSdk(temp, "0.1.0", { description: "other" });
  await addSdk(temp);
  await succeeds(temp, ["verify-release", "out"]);
  const other = await run(temp, [...publish, "--no-git-tag"]);
  expect([other.code, other.stderr]).toEqual([4, expect.stringContaining("other bytes")]);
});

function run(temp: TempRepository, args: readonly string[]): Promise<CommandRun> {
  return runCommand(temp, args, temp.env);
}

async function succeeds(temp: TempRepository, args: readonly string[]): Promise<CommandRun> {
  const result = await run(temp, args);
  expect([args, result.code, result.stderr]).toEqual([args, 0, expect.any(String)]);
  return result;
}

/**
 * Installs the workers with npm, and so the SDK, and returns what its lock file says of each
 * package.
 */
async function install(
  { scratch }: TempRepository,
  { url }: Verdaccio,
): Promise<Record<string, { integrity?: string }>> {
  const project = join(scratch, "project");
  await mkdir(project);
  await writeFile(join(project, "package.json"), '{"private":true}');
  const env = { PATH: process.env.PATH, HOME: scratch, npm_config_cache: join(scratch, "cache") };
  const args = ["install", "--no-audit", "--no-fund", "--registry", url, packageNames.workers];
  const [command, script] = findNpmCommand();
  await execute(command, [script, ...args], { cwd: project, env });
  return JSON.parse(await readFile(join(project, "package-lock.json"), "utf8")).packages;
}
