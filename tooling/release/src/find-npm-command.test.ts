import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { findNpmCommand } from "./find-npm-command.js";

it("starts the npm that came with Node, whatever is on the PATH", async () => {
  const folder = await temp();
  const own = await npmAt(join(folder, "node", "lib", "node_modules"));
  const bin = await npmBin(folder, "other");
  const execPath = join(folder, "node", "bin", "node");
  expect(findNpmCommand({ env: { PATH: bin }, execPath })).toEqual([execPath, own]);
});

it.skipIf(process.platform === "win32")(
  "otherwise starts the first on the PATH that is no dependency",
  async () => {
    const folder = await temp();
    const dependency = await npmBin(join(folder, "node_modules"), ".bin");
    const bin = await npmBin(folder, "bin");
    const execPath = join(folder, "none", "bin", "node");
    const env = { PATH: [dependency, bin].join(delimiter) };
    const script = join(folder, "bin-npm", "npm", "bin", "npm-cli.js");
    expect(findNpmCommand({ env, execPath })).toEqual([execPath, script]);
    const missing = { env: { PATH: dependency }, execPath };
    expect(() => findNpmCommand(missing)).toThrowError(expect.objectContaining({ kind: "usage" }));
  },
);

async function temp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "npm-command-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function npmAt(modules: string): Promise<string> {
  const script = join(modules, "npm", "bin", "npm-cli.js");
  await mkdir(join(script, ".."), { recursive: true });
  await writeFile(script, "");
  return script;
}

/** A folder for the PATH whose `npm` is a link, as installers make it. */
async function npmBin(folder: string, name: string): Promise<string> {
  const script = await npmAt(join(folder, `${name}-npm`));
  await mkdir(join(folder, name), { recursive: true });
  await symlink(script, join(folder, name, "npm"));
  return join(folder, name);
}
