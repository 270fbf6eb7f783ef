import { takeInventory } from "../headers/take-inventory.js";
import { licensePath } from "../package/collect-license-files.js";
import { collectFindings } from "../review/collect-findings.js";
import { findComponents } from "../review/find-components.js";
import { reviewFindings } from "../review/review-findings.js";
import { runtimeFolder } from "../runtime-folder.js";
import { findLockedPlatform, type RuntimeLock } from "../runtime-lock.js";
import {
  findPlatform,
  type Platform,
  parseRuntimeManifest,
  type RuntimeManifest,
} from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { checkAgainstLock } from "../tree/check-against-lock.js";
import { checkEntrypoint } from "../tree/check-entrypoint.js";
import { type OpenedPackage, readOpened } from "./open-package.js";

const ownFiles = ["package.json", "codex-runtime.json", "README.md", "LICENSE", "NOTICE"];

/** Finds the problems of a platform package, by the lock and by the headers of its executables. */
export async function findPlatformProblems(
  opened: OpenedPackage,
  lock: RuntimeLock,
): Promise<string[]> {
  const platform = findPlatform(opened.entry.name.replace("openai-codex-cli-bin-", ""));
  const parsed = parseRuntimeManifest(
    (await readOpened(opened, "codex-runtime.json")).toString("utf8"),
  );
  if (parsed.state !== "ok") {
    return [`has a codex-runtime.json that cannot be read: ${JSON.stringify(parsed)}`];
  }
  const { manifest } = parsed;
  return [
    ...identityProblems({ opened, manifest, platform, lock }),
    ...fileProblems(opened, manifest),
    ...lockProblems(manifest, lock, platform),
    ...licenseProblems(opened, manifest),
    ...(await headerProblems({ opened, manifest, platform, lock })),
  ];
}

interface PlatformCheck {
  opened: OpenedPackage;
  manifest: RuntimeManifest;
  platform: Platform;
  lock: RuntimeLock;
}

function identityProblems({ opened, manifest, platform, lock }: PlatformCheck): string[] {
  const { os, cpu, libc } = opened.manifest;
  const problems: string[] = [];
  const isFor = JSON.stringify([os, cpu]) === JSON.stringify([[platform.os], [platform.cpu]]);
  if (!isFor || libc !== undefined) {
    problems.push(`is installed for os ${os}, cpu ${cpu}, libc ${libc}`);
  }
  if (manifest.target !== platform.target) problems.push(`holds a runtime for ${manifest.target}`);
  if (manifest.version !== lock.version) {
    problems.push(`holds Codex ${manifest.version}, not ${lock.version}`);
  }
  if (!manifest.locked || !opened.entry.locked) {
    problems.push("holds bytes that no lock vouches for");
  }
  return problems;
}

/** The package must contain exactly the files that `codex-runtime.json` lists, and `ownFiles`. */
function fileProblems({ files }: OpenedPackage, manifest: RuntimeManifest): string[] {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  const differing = manifest.files.filter(({ path, size, sha256, mode }) => {
    const found = files.get(path);
    return found?.sha256 !== sha256 || found.size !== size || found.mode !== mode;
  });
  const unlisted = [...files.values()].filter(
    ({ path, mode }) => !listed.has(path) && !(isOwn(path) && mode === 0o644),
  );
  return [
    ...differing.map(({ path }) => `has another ${path} than its codex-runtime.json says`),
    ...unlisted.map(({ path }) => `has ${path}, which its codex-runtime.json does not list`),
  ];
}

function isOwn(path: string): boolean {
  return ownFiles.includes(path) || path.startsWith("licenses/");
}

function lockProblems(manifest: RuntimeManifest, lock: RuntimeLock, platform: Platform): string[] {
  return problemsFrom(() => {
    checkAgainstLock(manifest, findLockedPlatform(lock, platform).files);
    return [];
  });
}

function licenseProblems({ files }: OpenedPackage, manifest: RuntimeManifest): string[] {
  return problemsFrom(() => {
    const components = findComponents(
      manifest.files.map(({ path }) => path.slice(runtimeFolder.length + 1)),
    );
    const texts = components.flatMap((component) => component.texts);
    const wrong = texts.filter(
      (text) => text.in === "repository" && files.get(licensePath(text))?.sha256 !== text.sha256,
    );
    return wrong.map((text) => `lacks the licence text ${licensePath(text)} from ${text.source}`);
  });
}

async function headerProblems({
  opened,
  manifest,
  platform,
  lock,
}: PlatformCheck): Promise<string[]> {
  const present = manifest.files.filter(({ path }) => opened.files.has(path));
  const inventory = await takeInventory(opened.root, present);
  const inTree = inventory.map((file) => ({
    ...file,
    path: file.path.slice(runtimeFolder.length + 1),
  }));
  const { unreviewed } = reviewFindings(
    collectFindings(inTree, platform),
    lock.exceptions,
    platform,
  );
  const entry = inventory.find(({ path }) => path === manifest.entrypoint);
  return [
    ...unreviewed.map(({ path, finding }) => `has a finding nobody reviewed: ${path} ${finding}`),
    ...problemsFrom(() => {
      if (entry) checkEntrypoint(entry, platform);
      return [];
    }),
  ];
}

/**
 * The problems that a check returns. A ToolError that it throws becomes a problem too; any other
 * error is a bug and passes through.
 */
function problemsFrom(check: () => string[]): string[] {
  try {
    return check();
  } catch (error) {
    if (error instanceof ToolError) return [error.message];
    throw error;
  }
}
