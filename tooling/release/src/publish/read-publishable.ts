import { stat } from "node:fs/promises";
import { join } from "node:path";
import { computeIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import { isRecord } from "../json/is-record.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import { type ReleasePackage, releaseFileName } from "../package/release.js";
import { readRelease } from "../package/write-release.js";
import { ToolError } from "../tool-error.js";
import {
  findManifestProblems,
  findMetaProblems,
  findSdkProblems,
} from "../verify/find-manifest-problems.js";
import { findSetProblems } from "../verify/find-set-problems.js";

/** A package of a release and the path of its tarball. */
export interface PublishablePackage extends ReleasePackage {
  /** Absolute path. */
  path: string;
}

/**
 * The packages of a release folder in publishing order. Checks what could not be corrected once it
 * is published; `verify-release` checks the content of the packages.
 */
export async function readPublishable(folder: string): Promise<PublishablePackage[]> {
  const release = await readRelease(folder);
  if (!release) throw new ToolError("usage", `${folder} has no ${releaseFileName}`);
  const packages = release.packages.map((pkg) => ({ ...pkg, path: join(folder, pkg.file) }));
  const version = packages.find(({ kind }) => kind === "meta")?.version ?? "";
  const problems = findSetProblems(release, version);
  for (const pkg of packages) {
    await checkBytes(pkg);
    problems.push(...(await packageProblems(pkg, version)).map((text) => `${pkg.name} ${text}`));
  }
  if (problems.length === 0) return packages;
  throw new ToolError("check", `${folder} cannot be published:\n  ${problems.join("\n  ")}`);
}

async function checkBytes({ path, size, integrity }: PublishablePackage): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new ToolError("check", `${path} cannot be read: ${describeError(cause)}`, { cause });
  });
  if (found.size === size && (await computeIntegrity(path)) === integrity) return;
  throw new ToolError("integrity", `${path} does not match ${releaseFileName}`);
}

async function packageProblems(pkg: PublishablePackage, version: string): Promise<string[]> {
  const manifest = await readTarballManifest(pkg.path);
  const opened = { entry: pkg, manifest, root: "", files: new Map() };
  return [
    ...findManifestProblems(opened),
    ...(pkg.kind === "meta" ? findMetaProblems(opened) : []),
    ...(pkg.kind === "sdk" ? findSdkProblems(opened, version) : []),
    ...publishConfigProblems(manifest.publishConfig),
    ...(pkg.locked ? [] : ["holds bytes that no lock vouches for: stage it from the lock"]),
  ];
}

/**
 * A manifest's publishConfig overrules npm's command line, so only harmless keys are allowed in it.
 */
function publishConfigProblems(publishConfig: unknown): string[] {
  if (publishConfig === undefined) return [];
  if (!isRecord(publishConfig)) return ["has a publishConfig that is not an object"];
  const keys = Object.keys(publishConfig).filter(
    (key) => key !== "access" && key !== "provenance" && key !== "registry",
  );
  return keys.map((key) => `sets ${key} in publishConfig`);
}
