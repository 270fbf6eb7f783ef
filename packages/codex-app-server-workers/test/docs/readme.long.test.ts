import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import { afterAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL("../../", import.meta.url));
const modules = join(packageFolder, "../../node_modules");
const readme = await readFile(join(packageFolder, "README.md"), "utf8");
const snippets = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code = ""]) => code);
const project = await makeProject();
afterAll(() => rm(project, { recursive: true, force: true }));

/** A project of a user, who has both packages and the programs of the README. */
async function makeProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "users project "));
  await mkdir(join(folder, "node_modules"));
  for (const name of ["codex-app-server-workers", "codex-app-server-sdk"]) {
    const link = join(folder, "node_modules", name);
    await symlink(join(packageFolder, "..", name), link, "junction");
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module", "private": true }\n');
  for (const [index, code] of snippets.entries()) {
    await writeFile(join(folder, fileOf(index)), code);
  }
  return folder;
}

function fileOf(index: number): string {
  return `program-${index}.ts`;
}

describe("the programs of the README", () => {
  test("compile", async () => {
    const options = [
      ...["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022"],
      ...["--lib", "es2023,esnext.disposable"],
      ...["--typeRoots", join(modules, "@types"), "--types", "node"],
    ];
    const compiler = join(modules, "typescript/bin/tsc");
    const args = [compiler, ...options, ...snippets.map((_, index) => fileOf(index))];
    const failed = (error: { stdout: string }): typeof error => error;

    expect(snippets.length).toBeGreaterThan(0);
    const { stdout } = await run(process.execPath, args, { cwd: project }).catch(failed);
    expect(stdout).toBe("");
  });

  test("begin with one that answers in one process, without Redis", async () => {
    await using model = await MockResponsesServer.start();
    model.respond(message("It is 42."));
    await using home = await createTestHome({ responses: model });
    const args = ["--import", import.meta.resolve("tsx"), join(project, fileOf(0))];
    const env = { ...process.env, ...home.env };

    const { stdout } = await run(process.execPath, args, { cwd: home.cwd, env, timeout: 50_000 });

    expect(stdout).toBe("It is 42.\nIt is 42.\n");
    expect(model.requests.map(({ userText }) => userText)).toEqual(["What is 6 times 7?"]);
  });
});
