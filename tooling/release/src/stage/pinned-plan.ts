import { defaultGithubBaseUrl } from "../download/default-github-base-url.js";
import type { DownloadOptions } from "../download/download-options.js";
import { readDownloadOptions } from "../download/read-download-options.js";
import { type ReleaseSums, readReleaseSums } from "../download/release-assets.js";
import { findLockedPlatform, type RuntimeLock } from "../runtime-lock.js";
import { type Platform, platforms } from "../runtime-package.js";
import type { InspectedTree } from "../tree/inspect-tree.js";
import { resolvePinnedVersion } from "./resolve-pinned-version.js";
import { resolvePlatform } from "./resolve-platform.js";
import { stageFromGithub } from "./stage-from-github.js";
import { stagePinned } from "./stage-pinned.js";
import type { StagePackagesContext, StagePackagesRequest, StagePlan } from "./stage-plan.js";

/** Stages the pinned runtime, from npm or from GitHub. */
export class PinnedPlan implements StagePlan {
  readonly version: string;
  readonly locked = true;
  readonly platforms: readonly Platform[];
  readonly withMeta: boolean;
  readonly isFolderOfPackages: boolean;
  readonly #request: StagePackagesRequest;
  readonly #lock: RuntimeLock;
  readonly #context: StagePackagesContext;
  /** Read from npm's configuration once, when the first platform is staged. */
  #options: Promise<DownloadOptions> | undefined;
  /** Read once for all platforms, when the first one is staged from the release. */
  #sums: Promise<ReleaseSums> | undefined;

  constructor(request: StagePackagesRequest, lock: RuntimeLock, context: StagePackagesContext) {
    const isAll = request.platformTag === "all";
    this.version = resolvePinnedVersion(request.codexVersion, lock.version);
    this.platforms = isAll ? platforms : [resolvePlatform(request.platformTag)];
    this.withMeta = isAll;
    this.isFolderOfPackages = isAll;
    this.#request = request;
    this.#lock = lock;
    this.#context = context;
  }

  async stage(platform: Platform, into: string): Promise<InspectedTree> {
    const { version } = this;
    this.#options ??= readDownloadOptions(this.#context);
    const options = await this.#options;
    const pinned = { platform, version, options, locked: findLockedPlatform(this.#lock, platform) };
    if (this.#request.from === "npm") return stagePinned(pinned, into);
    this.#sums ??= this.#readSums(options);
    return stageFromGithub({ ...pinned, sums: await this.#sums }, into);
  }

  #readSums(options: DownloadOptions): Promise<ReleaseSums> {
    const { githubBaseUrl: baseUrl = defaultGithubBaseUrl } = this.#request;
    return readReleaseSums({ version: this.version, baseUrl }, options);
  }
}
