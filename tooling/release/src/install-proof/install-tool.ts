import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findNpmCommand } from "../find-npm-command.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import { runProgram } from "./run-program.js";

/** Versions or other specs by package name, as in a manifest. */
export type ToolVersions = Readonly<Record<string, string>>;

/**
 * Installs a tool from the user's registry, unless it is cached, and returns its `node_modules`.
 */
export function installTool(spec: string, repository: Repository): Promise<string> {
  const at = spec.lastIndexOf("@");
  return installTools({ [spec.slice(0, at)]: spec.slice(at + 1) }, repository);
}

/** Does the same for tools that work together. */
export async function installTools(tools: ToolVersions, repository: Repository): Promise<string> {
  const specs = Object.entries(tools).map(([name, version]) => `${name}@${version}`);
  const cache = join(repository.downloads, "..", "package-managers");
  const folder = join(cache, folderName(specs));
  const modules = join(folder, "node_modules");
  if (existsSync(modules)) return modules;
  await mkdir(cache, { recursive: true });
  await withWorkFolder(join(cache, ".new"), async (work) => {
    await writeFile(join(work, "package.json"), '{"private":true}\n');
    const command = [...findNpmCommand(), "install", "--no-audit", "--no-fund", ...specs];
    const { code, stderr } = await runProgram(command, { cwd: work, env: userEnv() });
    if (code !== 0) throw new ToolError("network", `npm cannot install ${specs}: ${stderr}`);
    await mkdir(folder, { recursive: true });
    await rename(join(work, "node_modules"), modules);
  });
  return modules;
}

function folderName(specs: readonly string[]): string {
  const [first = "", ...others] = specs.map((spec) =>
    spec.replace(/[@/:]+/g, "-").replace(/^-/, ""),
  );
  return others.length === 0 ? first : `${first}-and-${digest(others.join())}`;
}

/** Short, because some systems have a limit for the length of paths. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The environment without the variables that an npm which started this process has set. */
function userEnv(): NodeJS.ProcessEnv {
  const inherited = /^npm_(?:lifecycle|package|command|execpath|node_execpath|config_local_prefix)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}
