import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { removeOnInterrupt } from "../interruption.js";
import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { releaseFileName } from "../package/release.js";
import { readRelease } from "../package/write-release.js";
import { ToolError } from "../tool-error.js";
import { type PackageManager, packageManagers } from "./package-managers.js";
import type { InstallProof, ProofRun, ProveInstallContext } from "./proof-run.js";
import { provePlatforms, proveSdk } from "./prove-sdk.js";
import { proveWorkers } from "./prove-workers.js";
import { serveDependencies } from "./serve-dependencies.js";
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

/**
 * One version of each supported Node line above the oldest, installable as npm's package `node`.
 */
export const provenNodes: readonly string[] = ["22.23.3", "24.21.0", "26.10.0"];

/**
 * Installs a release with real package managers into empty projects, from a registry on this
 * machine that serves nothing else than what it needs. Throws one check failure that lists every
 * install that failed.
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
  // Outside the checkout: package managers also read packages and settings from parent folders.
  const work = await mkdtemp(join(tmpdir(), "install proof "));
  using _ = removeOnInterrupt(work);
  const run = { context, registry, release, isRun: request.run, work, proofs: [], problems: [] };
  try {
    const tarballs = join(work, "tarballs");
    await mkdir(tarballs);
    const { repository } = context;
    await serveDependencies(registry, { release, folder, repository, tarballs });
    await proveAll(request, run);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return judge(run);
}

async function proveAll(
  { managers = packageManagers, forPlatforms = true, nodes = provenNodes }: ProveInstallRequest,
  run: ProofRun,
): Promise<void> {
  for (const manager of managers) await proveSdk(manager, nodes, run);
  for (const manager of managers) await proveWorkers(manager, run);
  for (const manager of forPlatforms ? managers : []) await provePlatforms(manager, run);
}

function judge({ proofs, problems }: ProofRun): InstallProof[] {
  if (problems.length === 0) return proofs;
  throw new ToolError("check", `The release does not install:\n  ${problems.join("\n  ")}`);
}
