import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import type { Repository } from "../repository.js";
import { findLockedPlatform, type RuntimeLock } from "../runtime-lock.js";
import { platforms } from "../runtime-package.js";
import { buildPlatformManifest } from "./build-platform-manifest.js";
import { sourceRepository } from "./source-repository.js";

/**
 * A committed file that repeats facts from the platform table, the lock or the repository's
 * address.
 */
export interface DerivedFile {
  path: string;
  content: string;
}

/** All such files, with the content they must have. */
export async function deriveFiles(
  repository: Repository,
  lock: RuntimeLock,
): Promise<DerivedFile[]> {
  const { version } = lock;
  const manifests = platforms.map((platform) => {
    const treePaths = findLockedPlatform(lock, platform).files.map(({ path }) => path);
    return {
      path: join(repository.platformPackage(platform), "package.json"),
      content: toJson(buildPlatformManifest(platform, { version, treePaths })),
    };
  });
  return [
    ...manifests,
    await metaManifest(repository, version),
    await codeManifest(repository.sdkPackage),
    await codeManifest(repository.workersPackage),
    {
      path: join(repository.metaPackage, "src", "pinned-version.ts"),
      content: pinnedVersionModule(version),
    },
  ];
}

/** Sets only the derived fields; the rest of the meta package's manifest is written by hand. */
async function metaManifest({ metaPackage }: Repository, version: string): Promise<DerivedFile> {
  const path = join(metaPackage, "package.json");
  const manifest = parseManifest(await readFile(path, "utf8"), path);
  const optionalDependencies = Object.fromEntries(
    platforms.map(({ packageName }) => [packageName, "workspace:*"]),
  );
  return { path, content: toJson({ ...withRepository(manifest), version, optionalDependencies }) };
}

/** Sets only the repository's address; changesets decide the version of the SDK and the workers. */
async function codeManifest(packageDir: string): Promise<DerivedFile> {
  const path = join(packageDir, "package.json");
  const manifest = parseManifest(await readFile(path, "utf8"), path);
  return { path, content: toJson(withRepository(manifest)) };
}

function withRepository(manifest: Record<string, unknown>): object {
  const repository = { ...asRecord(manifest.repository), url: sourceRepository };
  return { ...manifest, repository };
}

function pinnedVersionModule(version: string): string {
  return [
    "/** The Codex version this package belongs to. Written from `codex-runtime.lock.json`. */",
    `export const pinnedVersion = ${JSON.stringify(version)};`,
    "",
  ].join("\n");
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
