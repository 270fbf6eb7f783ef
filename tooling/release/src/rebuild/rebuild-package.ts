import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { DownloadOptions } from "../download/download-options.js";
import { buildMetaPackage } from "../package/build-meta-package.js";
import { buildPlatformPackage } from "../package/build-platform-package.js";
import { type PackedTarball, packTarball } from "../package/pack-tarball.js";
import type { StagedPackage } from "../package/package-file.js";
import { packageNames } from "../package/package-kind.js";
import type { Repository } from "../repository.js";
import { reviewFindings } from "../review/review-findings.js";
import { findLockedPlatform, type RuntimeLock } from "../runtime-lock.js";
import { type Platform, platforms } from "../runtime-package.js";
import { buildSdkPackage } from "../sdk/build-sdk-package.js";
import { buildWorkersPackage } from "../sdk/build-workers-package.js";
import { stagePinned } from "../stage/stage-pinned.js";
import { ToolError } from "../tool-error.js";

export interface RebuildContext {
  lock: RuntimeLock;
  /** Built sources of the packages with code. */
  sources: Repository;
  options: DownloadOptions;
  /** A folder for the package's files, which must exist until they are no longer needed. */
  scratch: string;
}

/** A package as the lock and the checkout make it, and its tarball's digest. */
export interface RebuiltPackage {
  pkg: StagedPackage;
  packed: PackedTarball;
}

/** Makes a package of a release again. Throws for a name that is not part of one. */
export async function rebuildPackage(
  name: string,
  context: RebuildContext,
): Promise<RebuiltPackage> {
  const pkg = await buildPackage(name, context);
  const target = join(context.scratch, "rebuilt.tgz");
  const packed = await packTarball(pkg.files, target);
  await rm(target);
  return { pkg, packed };
}

async function buildPackage(name: string, context: RebuildContext): Promise<StagedPackage> {
  const { lock, sources } = context;
  const platform = platforms.find(({ packageName }) => packageName === name);
  if (platform) return buildPlatform(platform, context);
  if (name === packageNames.meta) return buildMetaPackage(sources, lock.version);
  if (name === packageNames.sdk) return buildSdkPackage(sources, lock.version);
  if (name === packageNames.workers) return buildWorkersPackage(sources);
  throw new ToolError("check", `${name} does not belong to a release`);
}

async function buildPlatform(
  platform: Platform,
  { lock, sources, options, scratch }: RebuildContext,
): Promise<StagedPackage> {
  const locked = findLockedPlatform(lock, platform);
  const pinned = { platform, version: lock.version, locked, options };
  const staged = await stagePinned(pinned, join(scratch, "tree"));
  const { unreviewed } = reviewFindings(staged.findings, lock.exceptions, platform);
  if (unreviewed.length > 0) {
    const list = unreviewed.map(({ path, finding }) => `${path} ${finding}`).join("; ");
    throw new ToolError("check", `${platform.packageName} has findings nobody reviewed: ${list}`);
  }
  return buildPlatformPackage(staged, sources.licenses);
}
