import type { FetchTarballOptions } from "../download/fetch-tarball.js";
import { npmOptionsFrom } from "../download/npm-options.js";
import { lockedPlatform, readLock } from "../lock.js";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { findPlatform, type Platform, platformFor } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { parseCodexVersion } from "../version.js";
import { isStaged, stageIntoWorkspace } from "./stage-into-workspace.js";

export interface StageRuntimeRequest {
  /** Default: the pinned version, and no other is possible. */
  codexVersion?: string;
  /** Default: this machine's. */
  platformTag?: string;
  dryRun: boolean;
}

export interface StageRuntimeContext {
  repository: Repository;
  env: NodeJS.ProcessEnv;
  reporter: Reporter;
  /** Overrides of the download's waiting and retrying. */
  fetching?: Pick<FetchTarballOptions, "idleTimeoutMs" | "attempts" | "retryDelayMs">;
}

export interface StageRuntimeResult {
  action: "staged" | "up-to-date" | "would-stage";
  platform: string;
  version: string;
  packageDir: string;
}

/** Stages the pinned runtime into the workspace's platform package. */
export async function stageRuntime(
  request: StageRuntimeRequest,
  context: StageRuntimeContext,
): Promise<StageRuntimeResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const version = pinnedVersionOf(request.codexVersion, lock.version);
  const platform = platformOf(request.platformTag);
  const packageDir = repository.platformPackage(platform);
  const staging = {
    platform,
    version,
    packageDir,
    locked: lockedPlatform(lock, platform),
    fetching: () => fetchingFor(context),
  };
  const result = { platform: platform.platform, version, packageDir };
  if (request.dryRun) {
    return { action: (await isStaged(staging)) ? "up-to-date" : "would-stage", ...result };
  }
  const wasStaged = await stageIntoWorkspace(staging);
  reporter.step(
    `Codex ${version} for ${platform.label} is ${wasStaged ? "staged" : "already staged"}`,
  );
  return { action: wasStaged ? "staged" : "up-to-date", ...result };
}

/** npm's configuration is read only when something has to be downloaded. */
async function fetchingFor(context: StageRuntimeContext): Promise<FetchTarballOptions> {
  const { repository, env, reporter, fetching } = context;
  const npmOptions = await npmOptionsFrom(env, repository.root);
  return { downloads: repository.downloads, npmOptions, reporter, ...fetching };
}

function pinnedVersionOf(asked: string | undefined, pinned: string): string {
  if (asked === undefined) return pinned;
  const version = parseCodexVersion(asked).npm;
  if (version === pinned) return pinned;
  throw new ToolError(
    "usage",
    `Codex ${version} is not pinned; this checkout pins ${pinned}. ` +
      `Pin it first: npm run pin-runtime -- --codex-version ${version}`,
  );
}

function platformOf(tag: string | undefined): Platform {
  if (tag !== undefined) return readTag(tag);
  const platform = platformFor(process.platform, process.arch);
  if (platform) return platform;
  const machine = `${process.platform}-${process.arch}`;
  throw new ToolError(
    "usage",
    `Codex publishes no runtime for ${machine}; name one with --platform-tag`,
  );
}

function readTag(tag: string): Platform {
  try {
    return findPlatform(tag);
  } catch (cause) {
    throw new ToolError("usage", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
