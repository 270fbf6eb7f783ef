import { type FetchingContext, fetchingFor } from "../download/fetching-for.js";
import { lockedPlatform, readLock } from "../lock.js";
import { isStaged, stageIntoWorkspace } from "./stage-into-workspace.js";
import { pinnedVersionFor, platformFrom } from "./stage-request.js";

export interface StageWorkspaceRequest {
  /** Default: the pinned version, and no other is possible. */
  codexVersion?: string;
  /** Default: this machine's. */
  platformTag?: string;
  dryRun: boolean;
}

export interface StageWorkspaceResult {
  action: "staged" | "up-to-date" | "would-stage";
  platform: string;
  version: string;
  packageDir: string;
}

/** Stages the pinned runtime into the workspace's platform package. */
export async function stageWorkspaceRuntime(
  request: StageWorkspaceRequest,
  context: FetchingContext,
): Promise<StageWorkspaceResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const version = pinnedVersionFor(request.codexVersion, lock.version);
  const platform = platformFrom(request.platformTag);
  const packageDir = repository.platformPackage(platform);
  const locked = lockedPlatform(lock, platform);
  const staging = { platform, version, packageDir, locked, fetching: () => fetchingFor(context) };
  const result = { platform: platform.platform, version, packageDir };
  if (request.dryRun) {
    return { action: (await isStaged(staging)) ? "up-to-date" : "would-stage", ...result };
  }
  const wasStaged = await stageIntoWorkspace(staging);
  const state = wasStaged ? "staged" : "already staged";
  reporter.step(`Codex ${version} for ${platform.label} is ${state}`);
  return { action: wasStaged ? "staged" : "up-to-date", ...result };
}
