import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import type { Repository } from "../repository.js";
import { platforms } from "../runtime-package.js";
import { buildPlatformManifest } from "./build-platform-manifest.js";
import { sourceRepository } from "./source-repository.js";

/**
 * A file whose content follows from the platform table, the pinned version and the repository's
 * address.
 */
export interface DerivedFile {
  path: string;
  content: string;
}

/** Every committed file that repeats one of them, as it has to be. */
export async function deriveFiles(repository: Repository, version: string): Promise<DerivedFile[]> {
  const manifests = platforms.map((platform) => ({
    path: join(repository.platformPackage(platform), "package.json"),
    content: toJson(buildPlatformManifest(platform, version)),
  }));
  return [
    ...manifests,
    await metaManifest(repository, version),
    await sdkManifest(repository),
    {
      path: join(repository.metaPackage, "src", "pinned-version.ts"),
      content: pinnedVersionModule(version),
    },
  ];
}

/** Only what the table decides; the rest of the meta package's manifest is written by hand. */
async function metaManifest({ metaPackage }: Repository, version: string): Promise<DerivedFile> {
  const path = join(metaPackage, "package.json");
  const manifest = parseManifest(await readFile(path, "utf8"), path);
  const optionalDependencies = Object.fromEntries(
    platforms.map(({ packageName }) => [packageName, "workspace:*"]),
  );
  return { path, content: toJson({ ...withRepository(manifest), version, optionalDependencies }) };
}

/** Its version is made from changesets; only the repository's address is not its own. */
async function sdkManifest({ sdkPackage }: Repository): Promise<DerivedFile> {
  const path = join(sdkPackage, "package.json");
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
