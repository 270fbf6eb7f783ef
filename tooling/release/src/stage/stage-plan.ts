import type { DownloadContext } from "../download/read-download-options.js";
import type { Platform } from "../runtime-package.js";
import type { InspectedTree } from "../tree/inspect-tree.js";

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
  stage(platform: Platform, into: string): Promise<InspectedTree>;
}
