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
  /** A new folder for the project and the package manager's caches. */
  folder: string;
}

/** An empty project for one package manager. */
export class Project {
  readonly place: InstallPlace;
  readonly manager: PackageManager;
  readonly env: NodeJS.ProcessEnv;
  /** The command that starts the package manager. */
  readonly start: readonly string[];

  private constructor(
    manager: PackageManager,
    { place, env, start }: { place: InstallPlace; env: NodeJS.ProcessEnv; start: string[] },
  ) {
    this.manager = manager;
    this.place = place;
    this.env = env;
    this.start = start;
  }

  static async create(
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
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(place.project, name), text);
    }
    const env = { ...createBareEnv(folder), ...manager.env(place) };
    return new Project(manager, { place, env, start: await startOf(manager, repository) });
  }

  /** Runs the package manager. */
  command(args: readonly string[]): Promise<ProgramRun> {
    return this.#run([...this.start, ...args]);
  }

  /**
   * Runs one of the project's files: with `node` if given, otherwise the way the package manager
   * runs programs.
   */
  runFile(file: string, node?: string): Promise<ProgramRun> {
    const args = node === undefined ? this.manager.run?.(file) : undefined;
    if (args) return this.command(args);
    return this.#run([node ?? process.execPath, file]);
  }

  /** The platforms whose package is installed in the project. */
  async installedPlatforms(): Promise<string[]> {
    const paths = await readdir(this.place.project, { recursive: true });
    const owners = paths
      .filter((path) => basename(path) === "codex-runtime.json")
      .map((path) => basename(dirname(path)));
    return platforms
      .filter(({ packageName }) => owners.includes(packageName))
      .map(({ platform }) => platform);
  }

  #run(command: readonly string[]): Promise<ProgramRun> {
    return runProgram(command, { cwd: this.place.project, env: this.env });
  }
}

async function startOf(manager: PackageManager, repository: Repository): Promise<string[]> {
  const { tool, program, isNodeProgram } = manager;
  if (program === "npm") return findNpmCommand();
  const modules =
    tool === null ? join(repository.root, "node_modules") : await installTool(tool, repository);
  const path = join(modules, program);
  return isNodeProgram ? [process.execPath, path] : [path];
}
