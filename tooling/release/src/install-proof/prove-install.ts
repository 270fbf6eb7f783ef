import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { removeOnInterrupt } from "../interruption.js";
import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { type Release, releaseFileName } from "../package/release.js";
import { readRelease } from "../package/write-release.js";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { installTool } from "./install-tool.js";
import { type PackageManager, packageManagers } from "./package-managers.js";
import { Project } from "./project.js";
import type { ProgramRun } from "./run-program.js";
import { serveRelease } from "./serve-release.js";

export interface ProveInstallRequest {
  /** A release folder. */
  folder: string;
  /** Whether each project also runs Codex and one turn. */
  run: boolean;
  /** Default: all. */
  managers?: readonly PackageManager[];
  /**
   * Whether package managers that can install for other platforms do so for all six. Default: true.
   */
  forPlatforms?: boolean;
  /** The versions of Node that npm's project also runs on. Default: `provenNodes`. */
  nodes?: readonly string[];
  /** A registry that has the release already. Default: a new one with its tarballs. */
  registry?: LoopbackRegistry;
}

export interface ProveInstallContext {
  repository: Repository;
  reporter: Reporter;
  cwd: string;
}

/** The outcome of one install. */
export interface InstallProof {
  client: string;
  /** The platform that was installed for. */
  platform: string;
  /** The platforms whose tarballs were downloaded. */
  fetched: string[];
  /** The platforms whose packages are in the project afterwards. */
  installed: string[];
  installMs: number;
  /** The output of each program, by its file; empty if none was run. */
  ran: Record<string, string>;
}

/**
 * One version of each supported Node line above the oldest, installable as npm's package `node`.
 */
export const provenNodes: readonly string[] = ["22.23.3", "24.21.0", "26.10.0"];

/**
 * Installs a release with real package managers into empty projects, from a registry on this
 * machine that serves nothing else. Throws one check failure that lists every install that failed.
 */
export async function proveInstall(
  request: ProveInstallRequest,
  context: ProveInstallContext,
): Promise<InstallProof[]> {
  const folder = resolve(context.cwd, request.folder);
  const release = await readRelease(folder);
  if (!release) throw new ToolError("usage", `${folder} has no ${releaseFileName}`);
  await using own = request.registry ? null : await serveRelease(release, folder);
  const registry = request.registry ?? own;
  if (!registry) throw new ToolError("check", "There is no registry to install from");
  const run: ProofRun = { request, context, registry, release, proofs: [], problems: [] };
  const { managers = packageManagers, forPlatforms = true } = request;
  // Outside the checkout: package managers also read packages and settings from parent folders.
  const work = await mkdtemp(join(tmpdir(), "install proof "));
  using _ = removeOnInterrupt(work);
  try {
    for (const manager of managers) await proveManager(manager, work, run);
    if (forPlatforms) await provePlatforms(managers, work, run);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  if (run.problems.length === 0) return run.proofs;
  throw new ToolError("check", `The release does not install:\n  ${run.problems.join("\n  ")}`);
}

interface ProofRun {
  request: ProveInstallRequest;
  context: ProveInstallContext;
  registry: LoopbackRegistry;
  release: Release;
  proofs: InstallProof[];
  problems: string[];
}

const thisPlatform = `${process.platform}-${process.arch}`;

async function proveManager(manager: PackageManager, work: string, run: ProofRun): Promise<void> {
  const folder = join(work, manager.id.replaceAll(" ", "-"));
  const project = await Project.create(manager, { ...run, ...run.context, folder });
  const proof = await install(project, { args: manager.install, platform: thisPlatform }, run);
  if (run.request.run && proof) await runPrograms(project, proof, run);
  await rm(folder, { recursive: true, force: true });
}

/** Runs the package managers that can install for other platforms once for each of the six. */
async function provePlatforms(
  managers: readonly PackageManager[],
  work: string,
  run: ProofRun,
): Promise<void> {
  for (const manager of managers) {
    for (const { platform, os, cpu } of manager.installFor ? platforms : []) {
      const folder = join(work, `${manager.id}-${platform}`);
      const project = await Project.create(manager, { ...run, ...run.context, folder });
      await install(project, { args: manager.installFor?.({ os, cpu }) ?? [], platform }, run);
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function install(
  project: Project,
  { args, platform }: { args: readonly string[]; platform: string },
  { registry, proofs, problems, context }: ProofRun,
): Promise<InstallProof | null> {
  const client = project.manager.id;
  const position = registry.requests.length;
  const startedAt = performance.now();
  const result = await project.command(args);
  const installMs = Math.round(performance.now() - startedAt);
  if (result.code !== 0) {
    problems.push(`${client} for ${platform}: ${tailOf(result)}`);
    return null;
  }
  const fetched = fetchedPlatforms(registry, position);
  const installed = await project.installedPlatforms();
  const isWrong = installed.join() !== platform;
  if (isWrong || (!project.manager.fetchesAll && fetched.join() !== platform)) {
    problems.push(`${client} for ${platform} fetched [${fetched}] and installed [${installed}]`);
  }
  const proof = { client, platform, fetched, installed, installMs, ran: {} };
  proofs.push(proof);
  context.reporter.step(`${client} installed ${installed} in ${installMs} ms`);
  return proof;
}

/** The platforms whose tarballs were downloaded by the requests from `position` on. */
function fetchedPlatforms({ requests }: LoopbackRegistry, position: number): string[] {
  const fetched = requests
    .slice(position)
    .filter(({ method, status }) => method === "GET" && status === 200)
    .map(({ path }) => path);
  return platforms
    .filter(({ packageName }) => fetched.some((path) => path.startsWith(`/${packageName}/-/`)))
    .map(({ platform }) => platform);
}

async function runPrograms(project: Project, proof: InstallProof, run: ProofRun): Promise<void> {
  const { context } = run;
  const version = run.release.packages.find(({ kind }) => kind === "meta")?.version;
  const expected = JSON.stringify({ finalResponse: "It works.", version: `codex-cli ${version}` });
  const nodes = project.manager.id === "npm" ? (run.request.nodes ?? provenNodes) : [];
  for (const node of [null, ...nodes]) {
    const program = node === null ? undefined : await nodeProgram(node, context.repository);
    for (const file of ["main.mjs", "main.cjs"]) {
      const label = node === null ? file : `${file} on Node ${node}`;
      const result = await project.runFile(file, program);
      const printed = result.stdout.trim();
      proof.ran[label] = printed;
      if (printed !== expected) {
        run.problems.push(`${proof.client}, ${label}: ${printed || tailOf(result)}`);
      }
    }
  }
  context.reporter.step(`${proof.client} ran ${Object.keys(proof.ran).join(", ")}`);
}

async function nodeProgram(version: string, repository: Repository): Promise<string> {
  const modules = await installTool(`node@${version}`, repository);
  return join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

function tailOf({ code, stdout, stderr }: ProgramRun): string {
  const text = `${stdout}\n${stderr}`.trim().split("\n").slice(-12).join("\n    ");
  return `exit code ${code}\n    ${text}`;
}
