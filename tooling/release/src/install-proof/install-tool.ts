import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findNpmCommand } from "../find-npm-command.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import { runProgram } from "./run-program.js";

/**
 * Installs a tool from the user's registry, unless it is cached, and returns its `node_modules`.
 */
export async function installTool(spec: string, repository: Repository): Promise<string> {
  const cache = join(repository.downloads, "..", "package-managers");
  const folder = join(cache, spec.replace(/[@/]/g, "-").replace(/^-/, ""));
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return modules;
  await mkdir(cache, { recursive: true });
  await withWorkFolder(join(cache, ".new"), async (work) => {
    await writeFile(join(work, "package.json"), '{"private":true}\n');
    const command = [...findNpmCommand(), "install", "--no-audit", "--no-fund", spec];
    const { code, stderr } = await runProgram(command, { cwd: work, env: userEnv() });
    if (code !== 0) throw new ToolError("network", `npm cannot install ${spec}: ${stderr}`);
    await mkdir(folder, { recursive: true });
    await rename(join(work, "node_modules"), modules);
  });
  return modules;
}

/** The environment without the variables that an npm which started this process has set. */
function userEnv(): NodeJS.ProcessEnv {
  const inherited = /^npm_(?:lifecycle|package|command|execpath|node_execpath|config_local_prefix)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}
