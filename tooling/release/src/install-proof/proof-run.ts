import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import type { Release } from "../package/release.js";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
import type { Project } from "./project.js";
import type { ProgramRun } from "./run-program.js";

export interface ProveInstallContext {
  repository: Repository;
  reporter: Reporter;
  cwd: string;
}

/** The outcome of one install. */
export interface InstallProof {
  client: string;
  /** The packages that were asked for. */
  packages: string[];
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

/** What the installs of one release have in common, and what was found. */
export interface ProofRun {
  context: ProveInstallContext;
  registry: LoopbackRegistry;
  release: Release;
  /** Whether programs are run in the projects. */
  isRun: boolean;
  /** A folder for the projects. */
  work: string;
  proofs: InstallProof[];
  problems: string[];
}

export const thisPlatform = `${process.platform}-${process.arch}`;

interface Install {
  args: readonly string[];
  /** What `args` names. */
  packages: readonly string[];
  platform: string;
}

/** Installs packages into a project. Null, and a problem, if that fails. */
export async function installInto(
  project: Project,
  { args, packages, platform }: Install,
  { registry, proofs, problems, context }: ProofRun,
): Promise<InstallProof | null> {
  const client = project.manager.id;
  const position = registry.requests.length;
  const startedAt = performance.now();
  const result = await project.command(args);
  const installMs = Math.round(performance.now() - startedAt);
  const name = `${client}, ${packages.join(" and ")} for ${platform}`;
  if (result.code !== 0) {
    problems.push(`${name}: ${tailOf(result)}`);
    return null;
  }
  const fetched = fetchedPlatforms(registry, position);
  const installed = await project.installedPlatforms();
  const isWrong = installed.join() !== platform;
  if (isWrong || (!project.manager.fetchesAll && fetched.join() !== platform)) {
    problems.push(`${name}: fetched [${fetched}] and installed [${installed}]`);
  }
  const proof = {
    client,
    packages: [...packages],
    platform,
    fetched,
    installed,
    installMs,
    ran: {},
  };
  proofs.push(proof);
  context.reporter.step(`${client} installed ${packages.join(" and ")} in ${installMs} ms`);
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

/** Keeps what a program printed. A problem if it is not what was expected. */
export function judgeOutput(
  { label, result, expected }: { label: string; result: ProgramRun; expected: string },
  proof: InstallProof,
  { problems }: ProofRun,
): void {
  const printed = result.stdout.trim();
  proof.ran[label] = printed;
  if (printed === expected) return;
  problems.push(`${proof.client}, ${label}: ${tailOf(result)}`);
}

function tailOf({ code, stdout, stderr }: ProgramRun): string {
  const text = `${stdout}\n${stderr}`.trim().split("\n").slice(-12).join("\n    ");
  return `exit code ${code}\n    ${text}`;
}
