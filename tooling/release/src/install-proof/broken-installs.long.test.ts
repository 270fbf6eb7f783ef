import { chmod, cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { packageNames } from "../package/package-kind.js";
import { readRelease } from "../package/write-release.js";
import { silentReporter } from "../reporter.js";
import { thisRepository } from "../repository.js";
import {
  createInstallableRelease,
  type InstallableRelease,
} from "../testing/installable-release.js";
import { findPackageManager } from "./package-managers.js";
import { Project } from "./project.js";
import { proveInstall } from "./prove-install.js";
import { runProgram } from "./run-program.js";
import { serveRelease } from "./serve-release.js";

const here = `${process.platform}-${process.arch}`;
const packageName = `openai-codex-cli-bin-${here}`;
/** A platform with another operating system than this machine's. */
const foreign = process.platform === "linux" ? "darwin-arm64" : "linux-x64";
const [foreignOs = "", foreignCpu = ""] = foreign.split("-");

let release: InstallableRelease;
let registry: LoopbackRegistry;
let count = 0;

beforeAll(async () => {
  release = await createInstallableRelease();
  registry = await serveRelease(release, release.folder);
}, 60_000);

afterAll(async () => {
  await registry.close();
  await release[Symbol.asyncDispose]();
});

// A shell script stands in for Codex.
describe.skipIf(process.platform === "win32")("installed by npm from a registry", () => {
  it("is exactly this platform's package, whose program runs", async () => {
    const project = await install();
    expect(await project.installedPlatforms()).toEqual([here]);
    expect(await versionIn(project)).toEqual(working());
  });

  it("is the right package for each of the six, and no other is fetched", async () => {
    const context = {
      repository: thisRepository,
      reporter: silentReporter,
      cwd: release.scratch,
    };
    const managers = [findPackageManager("npm")];
    const proofs = await proveInstall({ folder: release.folder, run: false, managers }, context);
    expect(
      proofs.map(({ platform, fetched, installed }) => [platform, fetched, installed]),
    ).toEqual(
      [
        here,
        // With the workers.
        here,
        "darwin-arm64",
        "darwin-x64",
        "linux-arm64",
        "linux-x64",
        "win32-arm64",
        "win32-x64",
      ].map((platform) => [platform, [platform], [platform]]),
    );
  });

  it("without optional dependencies says how to add them, and that adds them", async () => {
    const project = await install(["--omit=optional"]);
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    expect(error.message).toContain("--omit=optional");
    expect(error.fix).toContain("npm install --include=optional");
    await follow(project, error.fix);
    expect(await versionIn(project)).toEqual(working());
  });

  it("says that a lock file of another system lacks this one's package, and how to write it anew", async () => {
    const project = await install();
    const lockFile = join(project.place.project, "package-lock.json");
    const lock = JSON.parse(await readFile(lockFile, "utf8"));
    delete lock.packages[`node_modules/${packageName}`];
    delete lock.packages["node_modules/openai-codex-cli-bin"].optionalDependencies[packageName];
    await writeFile(lockFile, JSON.stringify(lock));
    expect((await project.command(["ci", "--no-audit"])).code).toBe(0);
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    expect(error.message).toContain("was written on another operating system");
    await follow(project, error.fix);
    expect(await versionIn(project)).toEqual(working());
  });

  it("works with a lock file written for another system that names all six", async () => {
    const project = await install([`--os=${foreignOs}`, `--cpu=${foreignCpu}`]);
    expect(await project.installedPlatforms()).toEqual([foreign]);
    expect((await project.command(["ci", "--no-audit"])).code).toBe(0);
    expect(await project.installedPlatforms()).toEqual([here]);
    expect(await versionIn(project)).toEqual(working());
  });

  it("says that node_modules was copied from another system", async () => {
    const other = await install([`--os=${foreignOs}`, `--cpu=${foreignCpu}`]);
    const project = await createEmptyProject();
    await cp(other.place.project, project.place.project, { recursive: true });
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    expect(error.message).toContain("copied from");
    expect(error.message).toContain(`openai-codex-cli-bin-${foreign}`);
    await follow(project, error.fix);
    expect(await versionIn(project)).toEqual(working());
  });

  it("names a lagging mirror when the tarball is not there yet", async () => {
    registry.faults.push({
      kind: "status",
      status: 404,
      path: new RegExp(`${packageName}/-/`),
      times: 9,
    });
    const project = await install();
    registry.faults.length = 0;
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "PLATFORM_PACKAGE_MISSING" });
    expect(error.message).toContain("mirror");
    await follow(project, error.fix);
    expect(await versionIn(project)).toEqual(working());
  });

  it("says how to give a program its lost executable bit back", async () => {
    const project = await install();
    await chmod(programIn(project), 0o644);
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "NOT_EXECUTABLE" });
    await follow(project, error.fix);
    expect(await versionIn(project)).toEqual(working());
  });

  it("says how to replace a program that is damaged or gone", async () => {
    const project = await install();
    await writeFile(programIn(project), "#!/bin/sh\n");
    expect(await versionIn(project)).toMatchObject({ code: "CORRUPT" });
    await rm(programIn(project));
    const error = await versionIn(project);
    expect(error).toMatchObject({ code: "CORRUPT" });
    await follow(project, error.fix.replace(/ \(.*\)$/, ""));
    expect(await versionIn(project)).toEqual(working());
  });
});

it("a release that lacks a platform is found out, and named", async () => {
  await using broken = await createInstallableRelease();
  const found = await readRelease(broken.folder);
  const kept = found?.packages.filter(({ name }) => name !== packageName);
  await writeFile(
    join(broken.folder, "release.json"),
    JSON.stringify({ ...found, packages: kept }),
  );
  const context = {
    repository: thisRepository,
    reporter: silentReporter,
    cwd: broken.scratch,
  };
  const managers = [findPackageManager("npm")];
  const request = { folder: broken.folder, run: false, managers, forPlatforms: false };
  await expect(proveInstall(request, context)).rejects.toMatchObject({
    kind: "check",
    message: expect.stringContaining(
      `npm, codex-app-server-sdk for ${here}: fetched [] and installed []`,
    ),
  });
});

function working(): { version: string } {
  return { version: `codex-cli ${release.version}` };
}

function createEmptyProject(): Promise<Project> {
  count += 1;
  const folder = join(release.scratch, `project ${count}`);
  return Project.create(findPackageManager("npm"), {
    registry,
    repository: thisRepository,
    folder,
  });
}

async function install(options: string[] = []): Promise<Project> {
  const project = await createEmptyProject();
  const { code, stderr } = await project.command([
    ...project.manager.install([packageNames.sdk]),
    ...options,
  ]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  return project;
}

function programIn({ place }: Project): string {
  return join(place.project, "node_modules", packageName, "runtime", "bin", "codex");
}

/** What the program below prints: a version, or an error of the runtime package. */
interface ProgramOutcome {
  version?: string;
  code?: string;
  message: string;
  fix: string;
}

const program = `
import { execFileSync } from "node:child_process";
import { bundledCodexPath } from "openai-codex-cli-bin";
try {
  const version = execFileSync(bundledCodexPath(), ["--version"], { encoding: "utf8" }).trim();
  console.log(JSON.stringify({ version }));
} catch ({ code, message, fix }) {
  console.log(JSON.stringify({ code, message, fix }));
}
`;

async function versionIn(project: Project): Promise<ProgramOutcome> {
  await writeFile(join(project.place.project, "version.mjs"), program);
  const { stdout, stderr } = await project.runFile("version.mjs");
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

/** Runs the command in the error's `fix`, without the remarks in brackets. */
async function follow(project: Project, fix: string): Promise<void> {
  const command = fix.replace(/ \([^)]*\)/g, "");
  const result = await runProgram(["sh", "-c", command], {
    cwd: project.place.project,
    env: project.env,
  });
  expect([command, result.code]).toEqual([command, 0]);
}
