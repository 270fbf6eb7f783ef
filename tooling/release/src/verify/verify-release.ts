import { readdir, readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { readCleanCheckout } from "../checkout/read-checkout-state.js";
import { withSources } from "../checkout/with-sources.js";
import { computeIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import { type DownloadContext, readDownloadOptions } from "../download/read-download-options.js";
import { mapConcurrently } from "../map-concurrently.js";
import { markerName } from "../package/fill-out-folder.js";
import { type Release, type ReleasePackage, releaseFileName } from "../package/release.js";
import { readReleaseFile } from "../package/write-release.js";
import { sha512, writeRecord } from "../record/verification-record.js";
import type { Repository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import { findSetProblems } from "./find-set-problems.js";
import { verifyPackage } from "./verify-package.js";

export interface VerifyReleaseContext extends DownloadContext {
  cwd: string;
}

export interface VerifyReleaseResult {
  folder: string;
  version: string;
  /** The commit that the packages were made again from. */
  commit: string;
  packages: Array<Pick<ReleasePackage, "name" | "version" | "integrity" | "size">>;
}

/**
 * Makes every tarball of a release folder again, from the lock and the commit that is checked out,
 * and requires the same bytes. What it found to be right is recorded in the checkout's cache, and
 * only that can be published.
 */
export async function verifyRelease(
  request: { folder: string },
  context: VerifyReleaseContext,
): Promise<VerifyReleaseResult> {
  const folder = resolve(context.cwd, request.folder);
  const { repository, reporter } = context;
  const { release, bytes } = await readReleaseFile(folder);
  const lock = await readLock(repository.lockFile);
  refuse(folder, [
    ...findSetProblems(release, lock.version),
    ...(await strangers(folder, release)),
    ...(await unreadable(folder, release)),
  ]);
  const { commit } = await readCleanCheckout(repository);
  const lockDigest = await withSources({ repository, state: { commit }, reporter }, (sources) =>
    verifyPackages({ folder, release, sources, context }),
  );
  await writeRecord({ release: sha512(bytes), lock: lockDigest, commit }, repository);
  reporter.step(`${folder} holds Codex ${lock.version} and can be published`);
  const packages = release.packages.map(({ name, version, integrity, size }) => ({
    name,
    version,
    integrity,
    size,
  }));
  return { folder, version: lock.version, commit, packages };
}

function refuse(folder: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new ToolError("check", `${folder} must not be published:\n  ${problems.join("\n  ")}`);
}

async function strangers(folder: string, { packages }: Release): Promise<string[]> {
  const known = [releaseFileName, markerName, ...packages.map(({ file }) => file)];
  const names = await readdir(folder);
  return names.filter((name) => !known.includes(name)).map((name) => `${name} is not part of it`);
}

/** Also throws an integrity failure for a tarball that `release.json` does not describe. */
async function unreadable(folder: string, { packages }: Release): Promise<string[]> {
  const problems: string[] = [];
  for (const { file, size, integrity } of packages) {
    const path = join(folder, file);
    const found = await stat(path).catch((error: unknown) => describeError(error));
    if (typeof found === "string") {
      problems.push(`${file} cannot be read: ${found}`);
    } else if (found.size !== size || (await computeIntegrity(path)) !== integrity) {
      throw new ToolError("integrity", `${path} does not match ${releaseFileName}`);
    }
  }
  return problems;
}

/** Returns the digest of the lock that the packages were held to, which is the commit's. */
async function verifyPackages(verification: {
  folder: string;
  release: Release;
  sources: Repository;
  context: VerifyReleaseContext;
}): Promise<string> {
  const { folder, release, sources, context } = verification;
  const lock = await readLock(sources.lockFile);
  const options = await readDownloadOptions(context);
  const { reporter, repository } = context;
  await withWorkFolder(join(repository.downloads, "verify"), async (work) => {
    const found = await mapConcurrently(release.packages, (entry) =>
      verifyPackage({
        folder,
        entry,
        lock,
        sources,
        options,
        reporter,
        scratch: join(work, entry.name),
      }),
    );
    refuse(folder, found.flat());
  });
  return sha512(await readFile(sources.lockFile));
}
