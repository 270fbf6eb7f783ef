import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { readRelease } from "../package/write-release.js";
import { thisRepository } from "../repository.js";
import {
  createInstallableRelease,
  type InstallableRelease,
} from "../testing/installable-release.js";
import { installTool } from "./install-tool.js";
import { findPackageManager } from "./package-managers.js";
import { Project } from "./project.js";
import { createBareEnv, type ProgramRun, runProgram } from "./run-program.js";

/** An app that runs one turn, with the binary that its argument names, if any. */
const app = `
import { Codex } from "codex-app-server-sdk";
import { createTestHome, message, MockResponsesServer } from "codex-app-server-sdk/testing";

async function main() {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  model.respond(message("It works."));
  const codexPath = process.argv[2];
  const codex = new Codex({ ...home.options, codexPath });
  try {
    const { finalResponse } = await (await codex.threadStart()).run("Does it?");
    console.log(finalResponse, codex.metadata.serverVersion);
  } catch (error) {
    console.log(error.name, error.message);
  } finally {
    await codex.close();
    await model.close();
    await home.dispose();
  }
}
main();
`;

let release: InstallableRelease;
let project: Project;
let esbuild: string;

beforeAll(async () => {
  release = await createInstallableRelease({ isReal: true });
  await using registry = await LoopbackRegistry.start();
  const found = await readRelease(release.folder);
  for (const { file, tag } of found?.packages ?? []) {
    await registry.addTarball(join(release.folder, file), { tag });
  }
  const folder = join(release.scratch, "app");
  const npm = findPackageManager("npm");
  project = await Project.create(npm, { registry, repository: thisRepository, folder });
  expect((await project.command(npm.install)).code).toBe(0);
  await writeFile(join(project.place.project, "app.mjs"), app);
  esbuild = join(await installTool("esbuild@0.28.2", thisRepository), "esbuild", "bin", "esbuild");
}, 300_000);

afterAll(() => release[Symbol.asyncDispose]());

describe("an app bundled by esbuild", () => {
  it.each([
    ["esm", "bundle.mjs"],
    ["cjs", "bundle.cjs"],
  ])("as %s runs a turn beside its node_modules", async (format, name) => {
    const file = await bundle(format, join("dist", name));
    const { stdout } = await run([process.execPath, file], project.place.project);
    expect(stdout).toBe(`It works. ${release.version}\n`);
  });

  it.each([
    ["esm", "single.mjs"],
    ["cjs", "single.cjs"],
  ])(
    "into a single %s file runs a turn anywhere with codexPath, and says what is missing without",
    async (format, name) => {
      const file = await bundle(format, name);
      const elsewhere = join(release.scratch, `elsewhere-${format}`);
      await mkdir(elsewhere);
      await copyFile(file, join(elsewhere, name));
      const codexPath = await platformBinary();
      const command = [process.execPath, join(elsewhere, name)];
      expect((await run([...command, codexPath], elsewhere)).stdout).toBe(
        `It works. ${release.version}\n`,
      );
      expect((await run(command, elsewhere)).stdout).toMatch(
        /^RuntimeNotFoundError [\s\S]*openai-codex-cli-bin-[\s\S]*codexPath option/,
      );
      expect(await readdir(elsewhere)).toEqual([name]);
    },
  );
});

async function bundle(format: string, name: string): Promise<string> {
  const file = join(project.place.project, name);
  const options = ["--bundle", "--platform=node", `--format=${format}`, `--outfile=${file}`];
  const input = join(project.place.project, "app.mjs");
  const built = await run([esbuild, input, ...options, "--log-level=error"], project.place.project);
  expect([built.code, built.stderr]).toEqual([0, ""]);
  return file;
}

async function platformBinary(): Promise<string> {
  const paths = await readdir(project.place.project, { recursive: true });
  const exe = process.platform === "win32" ? "codex.exe" : "codex";
  const path = paths.find((candidate) => candidate.endsWith(join("runtime", "bin", exe)));
  return join(project.place.project, path ?? "no codex");
}

function run(command: readonly string[], cwd: string): Promise<ProgramRun> {
  return runProgram(command, { cwd, env: createBareEnv(release.scratch) });
}
