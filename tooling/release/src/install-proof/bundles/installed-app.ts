import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LoopbackRegistry } from "../../loopback-registry/loopback-registry.js";
import { packageNames } from "../../package/package-kind.js";
import { thisRepository } from "../../repository.js";
import {
  createInstallableRelease,
  type InstallableRelease,
} from "../../testing/installable-release.js";
import { findPackageManager } from "../package-managers.js";
import { Project } from "../project.js";
import { createBareEnv, type ProgramRun, runProgram } from "../run-program.js";
import { serveRelease } from "../serve-release.js";

/** The package with this machine's Codex. */
export const platformPackage = `openai-codex-cli-bin-${process.platform}-${process.arch}`;

/** A project with this checkout's packages and the real Codex, installed by npm. */
export class InstalledApp implements AsyncDisposable {
  readonly release: InstallableRelease;
  readonly project: Project;
  readonly #registry: LoopbackRegistry;

  private constructor(
    release: InstallableRelease,
    { project, registry }: { project: Project; registry: LoopbackRegistry },
  ) {
    this.release = release;
    this.project = project;
    this.#registry = registry;
  }

  static async create(): Promise<InstalledApp> {
    const release = await createInstallableRelease({ isReal: true });
    const registry = await serveRelease(release, release.folder);
    const folder = join(release.scratch, "app");
    const npm = findPackageManager("npm");
    const project = await Project.create(npm, { registry, repository: thisRepository, folder });
    const { code, stderr } = await project.command(npm.install([packageNames.sdk]));
    if (code !== 0) throw new Error(`npm cannot install the packages: ${stderr}`);
    return new InstalledApp(release, { project, registry });
  }

  /** The project's folder. */
  get folder(): string {
    return this.project.place.project;
  }

  /** A folder outside the project. */
  elsewhere(name: string): string {
    return join(this.release.scratch, name);
  }

  /** What an app prints that has run its turn. */
  get success(): string {
    return `It works. ${this.release.version}\n`;
  }

  /** Makes the packages of these `node_modules` importable in the project. */
  async addTools(modules: string): Promise<void> {
    for (const name of await readdir(modules)) {
      const target = join(this.folder, "node_modules", name);
      await symlink(join(modules, name), target, "junction").catch(ignoreExisting);
    }
  }

  run(command: readonly string[], cwd: string): Promise<ProgramRun> {
    return runProgram(command, { cwd, env: createBareEnv(this.release.scratch) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#registry.close();
    await this.release[Symbol.asyncDispose]();
  }
}

/** Writes files by their paths below a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EEXIST") throw error;
}
