import type { DownloadContext } from "../download/read-download-options.js";
import { findLockedPlatform, readLock } from "../runtime-lock.js";
import { resolvePinnedVersion } from "./resolve-pinned-version.js";
import { resolvePlatform } from "./resolve-platform.js";
import { isStaged, type WorkspacePackage } from "./workspace-package.js";

export interface StageWorkspaceRequest {
  /** Must be the pinned version, which is the default. */
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

/** Stages the pinned runtime into its platform package in the workspace. */
export async function stageWorkspaceRuntime(
  request: StageWorkspaceRequest,
  context: DownloadContext,
): Promise<StageWorkspaceResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const version = resolvePinnedVersion(request.codexVersion, lock.version);
  const platform = resolvePlatform(request.platformTag);
  const packageDir = repository.platformPackage(platform);
  const pkg = { platform, version, packageDir, locked: findLockedPlatform(lock, platform) };
  const result = { platform: platform.platform, version, packageDir };
  const name = `Codex ${version} for ${platform.label}`;
  if (await isStaged(pkg)) {
    reporter.step(`${name} is already staged`);
    return { action: "up-to-date", ...result };
  }
  if (request.dryRun) {
    reporter.step(`Would stage ${name} in ${packageDir}`);
    return { action: "would-stage", ...result };
  }
  await fillPackage(pkg, context);
  reporter.step(`${name} is staged`);
  return { action: "staged", ...result };
}

/**
 * Imports npm's fetchers only when they are needed: loading them takes longer than finding out that
 * everything is staged.
 */
async function fillPackage(pkg: WorkspacePackage, context: DownloadContext): Promise<void> {
  const { readDownloadOptions } = await import("../download/read-download-options.js");
  const { stageIntoWorkspace } = await import("./stage-into-workspace.js");
  const options = await readDownloadOptions(context);
  await stageIntoWorkspace({ ...pkg, options }, pkg.packageDir);
}
