import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CollectedOutput } from "./collected-output.js";
import { createInstallation, installMeta, installPlatform } from "./installed-package.js";

const run = promisify(execFile);

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "launcher-nodes-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.runIf(process.platform !== "win32")("the launcher", () => {
  it.each(["22", "24", "26"])(
    "becomes Codex on Node %s: one process, no warning, its exit code and its signals",
    async (major) => {
      const node = await installNode(major);
      await using installed = await createInstallation();
      const launcher = await installMeta(installed);
      const platform = `${process.platform}-${process.arch}`;
      const program = '#!/bin/sh\necho "$$"\n[ "$1" = wait ] && read -r line\nexit 3\n';
      await installPlatform(installed, { platform, program });

      const child = spawn(node, [launcher, "now"], { cwd: installed.root });
      const output = new CollectedOutput(child.stdout);
      const errors = new CollectedOutput(child.stderr);
      const [code] = await once(child, "close");
      expect({ code, errors: errors.text() }).toEqual({ code: 3, errors: "" });
      expect(Number(output.text())).toBe(child.pid);

      const waiting = spawn(node, [launcher, "wait"], { cwd: installed.root });
      await once(waiting.stdout, "data");
      waiting.kill("SIGTERM");
      expect(await once(waiting, "close")).toEqual([null, "SIGTERM"]);
    },
  );
});

/** Installs a Node of this major version: npm's package `node` has one of each. */
async function installNode(major: string): Promise<string> {
  const folder = join(root, `node-${major}`);
  await mkdir(folder);
  await writeFile(join(folder, "package.json"), "{}");
  await run("npm", ["install", "--no-audit", "--no-fund", `node@${major}`], { cwd: folder });
  return join(folder, "node_modules", "node", "bin", "node");
}
