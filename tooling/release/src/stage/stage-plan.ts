import type { DownloadOptions } from "../download/download-options.js";
import { type DownloadContext, readDownloadOptions } from "../download/read-download-options.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import { findLockedPlatform, type RuntimeLock, readLock } from "../runtime-lock.js";
import { type Platform, platforms } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import type { InspectedTree } from "../tree/inspect-tree.js";
import { resolvePinnedVersion } from "./resolve-pinned-version.js";
import { resolvePlatform } from "./resolve-platform.js";
import { defaultGithubBaseUrl, stageFromGithub } from "./stage-from-github.js";
import { stageGiven } from "./stage-given.js";
import { stagePinned } from "./stage-pinned.js";

export interface StagePackagesRequest {
  out: string;
  /** Without it the lock's own sources are used. */
  input?: string;
  codexVersion?: string;
  /** `all` for every platform and the meta package. */
  platformTag?: string;
  from: "npm" | "github";
  githubBaseUrl?: string;
  pack: boolean;
  strict: boolean;
  force: boolean;
  dryRun: boolean;
}

export interface StagePackagesContext extends DownloadContext {
  /** The folder relative paths belong to. */
  cwd: string;
}

/** What is to be staged, and how each platform's tree is had. */
export interface StagePlan {
  version: string;
  locked: boolean;
  platforms: readonly Platform[];
  withMeta: boolean;
  /** Whether each package gets a folder of its own. */
  isFolderOfPackages: boolean;
  stage: (platform: Platform, into: string) => Promise<InspectedTree>;
}

/** Decides between the pinned sources and a given input, and checks that the options go together. */
export async function makeStagePlan(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<StagePlan> {
  return request.input === undefined
    ? pinnedPlan(request, context)
    : givenPlan(request, request.input, context);
}

async function pinnedPlan(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<StagePlan> {
  const lock = await readLock(context.repository.lockFile);
  const version = resolvePinnedVersion(request.codexVersion, lock.version);
  const isAll = request.platformTag === "all";
  const options = lazily(() => readDownloadOptions(context));
  return {
    version,
    locked: true,
    platforms: isAll ? platforms : [resolvePlatform(request.platformTag)],
    withMeta: isAll,
    isFolderOfPackages: isAll,
    stage: (platform, into) => stageLocked({ request, fetching: options, lock, platform }, into),
  };
}

async function stageLocked(
  input: {
    request: StagePackagesRequest;
    fetching: () => Promise<DownloadOptions>;
    lock: RuntimeLock;
    platform: Platform;
  },
  into: string,
): Promise<InspectedTree> {
  const { request, fetching, lock, platform } = input;
  const locked = findLockedPlatform(lock, platform);
  const pinned = { platform, version: lock.version, locked, fetching };
  if (request.from === "npm") return stagePinned(pinned, into);
  return stageFromGithub(
    { ...pinned, baseUrl: request.githubBaseUrl ?? defaultGithubBaseUrl },
    into,
  );
}

/** Runs `make` at the first call, and never again. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function givenPlan(
  request: StagePackagesRequest,
  input: string,
  { cwd, reporter }: StagePackagesContext,
): Promise<StagePlan> {
  const { codexVersion, platformTag, strict } = request;
  if (codexVersion === undefined || platformTag === undefined || platformTag === "all") {
    throw new ToolError("usage", "With an INPUT, name its --codex-version and one --platform-tag");
  }
  const version = parseCodexVersion(codexVersion).npm;
  const platform = resolvePlatform(platformTag);
  return {
    version,
    locked: false,
    platforms: [platform],
    withMeta: false,
    isFolderOfPackages: false,
    stage: (_, into) => stageGiven({ input, cwd, platform, version, strict }, { into, reporter }),
  };
}
