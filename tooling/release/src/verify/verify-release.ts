import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { mapConcurrently } from "../map-concurrently.js";
import { markerName } from "../package/fill-out-folder.js";
import { budgetWarning } from "../package/pack-package.js";
import { type Release, type ReleasePackage, releaseFileName } from "../package/release.js";
import { readRelease } from "../package/write-release.js";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { type RuntimeLock, readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import {
  findContentProblems,
  findManifestProblems,
  findMetaProblems,
  findSdkProblems,
} from "./find-manifest-problems.js";
import { findPlatformProblems } from "./find-platform-problems.js";
import { findRepackProblems } from "./find-repack-problems.js";
import { findSetProblems } from "./find-set-problems.js";
import { type OpenedPackage, openPackage, readOpened } from "./open-package.js";

export interface VerifyReleaseContext {
  repository: Repository;
  reporter: Reporter;
  cwd: string;
}

export interface VerifyReleaseResult {
  folder: string;
  version: string;
  packages: Array<Pick<ReleasePackage, "name" | "version" | "integrity" | "size">>;
}

/**
 * Checks a folder of tarballs against the lock. Reads only the tarballs and `release.json` of it.
 */
export async function verifyRelease(
  request: { folder: string },
  context: VerifyReleaseContext,
): Promise<VerifyReleaseResult> {
  const folder = resolve(context.cwd, request.folder);
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const release = await readRelease(folder);
  if (!release) {
    throw new ToolError("usage", `${folder} has no ${releaseFileName}; make one with --pack`);
  }
  const problems = [
    ...findSetProblems(release, lock.version),
    ...(await strangers(folder, release)),
  ];
  const scratch = join(repository.downloads, "verify");
  await withWorkFolder(scratch, async (into) => {
    const found = await mapConcurrently(release.packages, (entry) =>
      verifyPackage({ folder, entry, lock, into: join(into, entry.name) }, context),
    );
    problems.push(...found.flat());
  });
  if (problems.length > 0) {
    throw new ToolError("check", `${folder} must not be published:\n  ${problems.join("\n  ")}`);
  }
  reporter.step(`${folder} holds Codex ${lock.version} and can be published`);
  const packages = release.packages.map(({ name, version, integrity, size }) => ({
    name,
    version,
    integrity,
    size,
  }));
  return { folder, version: lock.version, packages };
}

async function strangers(folder: string, { packages }: Release): Promise<string[]> {
  const known = [releaseFileName, markerName, ...packages.map(({ file }) => file)];
  const names = await readdir(folder);
  return names.filter((name) => !known.includes(name)).map((name) => `${name} is not part of it`);
}

interface PackageCheck {
  folder: string;
  entry: ReleasePackage;
  lock: RuntimeLock;
  into: string;
}

async function verifyPackage(
  check: PackageCheck,
  { reporter, repository }: VerifyReleaseContext,
): Promise<string[]> {
  const { entry, lock, into } = check;
  try {
    const opened = await openPackage(check);
    const problems = [
      ...findManifestProblems(opened),
      ...findContentProblems(opened),
      ...(await kindProblems(opened, lock, repository)),
      ...(await findRepackProblems(opened, into)),
    ];
    const warning = budgetWarning(entry);
    if (warning !== null) reporter.warn(warning);
    reporter.step(`Checked ${entry.file}`);
    return problems.map((problem) => `${entry.name} ${problem}`);
  } catch (error) {
    // A broken package must not hide the problems of the others.
    if (error instanceof ToolError && error.kind === "check") return [error.message];
    throw error;
  }
}

async function kindProblems(
  opened: OpenedPackage,
  lock: RuntimeLock,
  repository: Repository,
): Promise<string[]> {
  if (opened.entry.kind === "platform") return findPlatformProblems(opened, lock);
  if (opened.entry.kind === "sdk") return findSdkProblems(opened, lock.version);
  const shipped = await readOpened(opened, "codex-runtime.lock.json");
  const isSame = shipped.equals(await readFile(repository.lockFile));
  return [
    ...findMetaProblems(opened),
    ...(isSame ? [] : ["ships another lock than the checkout's"]),
  ];
}
