import type { DownloadContext } from "../download/read-download-options.js";
import type { Platform } from "../runtime-package.js";
import type { InspectedTree } from "../tree/inspect-tree.js";

export interface StagePackagesRequest {
  out: string;
  /** A runtime to stage in place of the pinned one. */
  input?: string;
  codexVersion?: string;
  /** `all` means every platform and the meta package. */
  platformTag?: string;
  from: "npm" | "github";
  githubBaseUrl?: string;
  pack: boolean;
  strict: boolean;
  force: boolean;
  dryRun: boolean;
}

export interface StagePackagesContext extends DownloadContext {
  /** The folder that relative paths start from. */
  cwd: string;
}

/** What to stage, and how to get the tree of each platform. */
export interface StagePlan {
  version: string;
  locked: boolean;
  platforms: readonly Platform[];
  withMeta: boolean;
  /** Whether each package gets its own folder below OUT. */
  isFolderOfPackages: boolean;
  stage(platform: Platform, into: string): Promise<InspectedTree>;
}
