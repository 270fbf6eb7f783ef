import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { findNpmCommand } from "../find-npm-command.js";
import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
import { installTool } from "./install-tool.js";
import type { InstallPlace, PackageManager } from "./package-managers.js";
import { createBareEnv, type ProgramRun, runProgram } from "./run-program.js";
import { turnPrograms } from "./turn-programs.js";

export interface ProjectOptions {
  registry: LoopbackRegistry;
  repository: Repository;
  /** A new folder for the project and everything the client keeps. */
  folder: string;
}

/** A project with nothing in it but what its package manager needs to install into it. */
export interface Project {
  place: InstallPlace;
  manager: PackageManager;
  env: NodeJS.ProcessEnv;
  /** Runs the package manager. */
  command: (args: readonly string[]) => Promise<ProgramRun>;
  /** Runs one of the project's files, as users of the package manager do, or with a Node of its own. */
  runFile: (file: string, node?: string) => Promise<ProgramRun>;
}

export async function createProject(
  manager: PackageManager,
  { registry, repository, folder }: ProjectOptions,
): Promise<Project> {
  const place = {
    project: join(folder, "project"),
    state: join(folder, "state"),
    registry: registry.url,
  };
  await mkdir(place.project, { recursive: true });
  await mkdir(place.state);
  const manifest = { name: "project", version: "1.0.0", private: true };
  const files = {
    "package.json": JSON.stringify(manifest),
    ...turnPrograms,
    ...manager.files(place),
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(place.project, name), text);
  const env = { ...createBareEnv(folder), ...manager.env(place) };
  const start = await startOf(manager, repository);
  const run = (command: readonly string[]) => runProgram(command, { cwd: place.project, env });
  const runFile = (file: string, node?: string) =>
    run(manager.run && !node ? [...start, ...manager.run(file)] : [node ?? process.execPath, file]);
  return { place, manager, env, command: (args) => run([...start, ...args]), runFile };
}

/** The platforms whose tarball has been fetched from a registry since `position` in its requests. */
export function fetchedPlatforms({ requests }: LoopbackRegistry, position: number): string[] {
  const fetched = requests
    .slice(position)
    .filter(({ method, status }) => method === "GET" && status === 200)
    .map(({ path }) => path);
  return platforms
    .filter(({ packageName }) => fetched.some((path) => path.startsWith(`/${packageName}/-/`)))
    .map(({ platform }) => platform);
}

/** The platforms whose package lies somewhere in the project. */
export async function installedPlatforms({ place }: Project): Promise<string[]> {
  const paths = await readdir(place.project, { recursive: true });
  const owners = paths
    .filter((path) => basename(path) === "codex-runtime.json")
    .map((path) => basename(dirname(path)));
  return platforms
    .filter(({ packageName }) => owners.includes(packageName))
    .map(({ platform }) => platform);
}

async function startOf(manager: PackageManager, repository: Repository): Promise<string[]> {
  const { tool, program, isNodeProgram } = manager;
  if (program === "npm") return findNpmCommand();
  const modules =
    tool === null ? join(repository.root, "node_modules") : await installTool(tool, repository);
  const path = join(modules, program);
  return isNodeProgram ? [process.execPath, path] : [path];
}
