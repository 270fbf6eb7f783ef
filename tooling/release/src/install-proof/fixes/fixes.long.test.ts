import { readdir, readFile, realpath, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LoopbackRegistry } from "../../loopback-registry/loopback-registry.js";
import { packageNames } from "../../package/package-kind.js";
import { thisRepository } from "../../repository.js";
import {
  createInstallableRelease,
  type InstallableRelease,
} from "../../testing/installable-release.js";
import { findPackageManager } from "../package-managers.js";
import { Project } from "../project.js";
import { serveRelease } from "../serve-release.js";
import { Bystander } from "./bystander.js";
import { globalInstalls } from "./global-installs.js";
import { commandIn, type InstallOutcome, startIn } from "./install-outcome.js";
import { waysToLeaveOut } from "./left-out.js";

const packageName = `openai-codex-cli-bin-${process.platform}-${process.arch}`;

let release: InstallableRelease;
let registry: LoopbackRegistry;
let bystander: Bystander;
let count = 0;

beforeAll(async () => {
  release = await createInstallableRelease();
  registry = await serveRelease(release, release.folder);
  bystander = await Bystander.create(join(release.scratch, "beside"));
}, 60_000);

afterAll(async () => {
  await registry.close();
  await release[Symbol.asyncDispose]();
});

// The commands are for `sh`, and shell scripts stand in for Codex.
describe.skipIf(process.platform === "win32")("a fix, followed in another project's folder", () => {
  it.each(waysToLeaveOut)("mends $name", async (way) => {
    const project = await createProject(way.manager, way.settings);
    await install(project, way.install);
    const outcome = await startIn(project);
    expect(outcome).toMatchObject({
      name: "RuntimeNotFoundError",
      message: expect.stringMatching(way.reason),
    });
    await way.change?.(project);
    await follow(outcome, project);
    expect(await startIn(project)).toEqual(found());
  });

  it.each(globalInstalls)("mends what $manager has installed globally", async (way) => {
    const project = await createProject(way.manager);
    Object.assign(project.env, way.env(project.place));
    await writeInto(project, way.files?.(project.place) ?? {});
    await install(project, way.install);
    const folder = way.folder(project.place);
    const outcome = await startIn(project, folder);
    expect(outcome).toMatchObject({ name: "RuntimeNotFoundError" });
    await follow(outcome, project);
    expect(await startIn(project, folder)).toEqual(found());
  });

  const managers = ["npm", "pnpm", "yarn 1", "yarn 4", "yarn 4 PnP", "bun", "deno"];
  it.each(managers)("mends what %s has extracted incompletely", async (manager) => {
    const project = await createProject(manager);
    await install(project, project.manager.install([packageNames.sdk]));
    expect(await startIn(project)).toEqual(found());
    const folder = await platformFolder(project);

    for (const name of ["runtime/bin/codex", "package.json"]) {
      const whole = await readFile(join(folder, name), "utf8");
      await writeFile(join(folder, name), whole.slice(0, 9));
      // pnpm shares the file with its store, and looks at it again only if it is clearly younger
      // than the last look.
      const later = new Date(Date.now() + 10_000);
      await utimes(join(folder, name), later, later);
      const outcome = await startIn(project);
      expect(outcome).toMatchObject({ name: "RuntimeNotFoundError", code: "CORRUPT" });
      await follow(outcome, project);
      expect(await startIn(project)).toEqual(found());
    }
  });
});

function found(): unknown {
  // The stand-in prints its version where a server would answer, and exits.
  return expect.objectContaining({ name: "StartupError" });
}

async function createProject(
  manager: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Project> {
  count += 1;
  const folder = join(release.scratch, `project ${count}`);
  const options = { registry, repository: thisRepository, folder };
  const project = await Project.create(findPackageManager(manager), options);
  await writeInto(project, settings);
  return project;
}

/** Adds text to files of a project. */
async function writeInto(
  { place }: Project,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(place.project, name), text, { flag: "a" });
  }
}

async function install(project: Project, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await project.command(args);
  expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);
}

async function follow({ fix }: InstallOutcome, project: Project): Promise<void> {
  const command = commandIn(fix);
  const { code, output } = await bystander.run(command, project);
  expect([command, code, output]).toEqual([command, 0, output]);
  expect(await bystander.changes()).toEqual([]);
}

/** Where the platform package of a project really is. */
async function platformFolder({ place }: Project): Promise<string> {
  const paths = await readdir(place.project, { recursive: true });
  const end = join(packageName, "codex-runtime.json");
  const path = paths.find((candidate) => candidate.endsWith(end)) ?? "none";
  return realpath(dirname(join(place.project, path)));
}
