import { stat } from "node:fs/promises";
import { join } from "node:path";
import { computeIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import { type ReleasePackage, releaseFileName } from "../package/release.js";
import { readReleaseFile } from "../package/write-release.js";
import { checkRecord } from "../record/verification-record.js";
import type { Repository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import { findManifestProblems } from "../verify/find-manifest-problems.js";
import { findSetProblems } from "../verify/find-set-problems.js";

/** A package of a release and the path of its tarball. */
export interface PublishablePackage extends ReleasePackage {
  /** Absolute path. */
  path: string;
  /** The tarball's `package.json`. */
  manifest: Record<string, unknown>;
}

export interface PublishableRelease {
  /** In publishing order. */
  packages: PublishablePackage[];
  /** The commit that the packages were made from. */
  commit: string;
  /** Throws if the release, the lock or the checkout is no longer what was verified. */
  checkAgain(): Promise<void>;
}

/**
 * Reads a release folder, which must be exactly what `verify-release` has found to be right, in
 * this checkout and at the commit that is checked out.
 */
export async function readPublishable(
  folder: string,
  repository: Repository,
): Promise<PublishableRelease> {
  const { release, bytes } = await readReleaseFile(folder);
  const { version } = await readLock(repository.lockFile);
  refuse(folder, findSetProblems(release, version));
  const { commit } = await checkRecord(bytes, folder, repository);
  const packages: PublishablePackage[] = [];
  for (const pkg of release.packages) packages.push(await openTarball(pkg, folder));
  refuse(
    folder,
    packages.flatMap((pkg) =>
      findManifestProblems(pkg.manifest, pkg).map((problem) => `${pkg.name} ${problem}`),
    ),
  );
  const checkAgain = async (): Promise<void> => {
    await checkRecord((await readReleaseFile(folder)).bytes, folder, repository);
  };
  return { packages, commit, checkAgain };
}

function refuse(folder: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new ToolError("check", `${folder} cannot be published:\n  ${problems.join("\n  ")}`);
}

async function openTarball(pkg: ReleasePackage, folder: string): Promise<PublishablePackage> {
  const path = join(folder, pkg.file);
  const found = await stat(path).catch((cause: unknown) => {
    throw new ToolError("check", `${path} cannot be read: ${describeError(cause)}`, { cause });
  });
  if (found.size !== pkg.size || (await computeIntegrity(path)) !== pkg.integrity) {
    throw new ToolError("integrity", `${path} does not match ${releaseFileName}`);
  }
  return { ...pkg, path, manifest: await readTarballManifest(path) };
}
