import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import semver from "semver";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import type { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { packTarball } from "../package/pack-tarball.js";
import { jsonFile } from "../package/package-file.js";
import { packageNames, releaseNames } from "../package/package-kind.js";
import { readSourceFiles } from "../package/read-source-files.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import type { Release } from "../package/release.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

export interface ServedDependencies {
  release: Release;
  /** The release's folder. */
  folder: string;
  repository: Repository;
  /** An existing folder for the tarballs, which must stay as long as the registry. */
  tarballs: string;
}

/**
 * Adds to a registry what the workers of a release need from others: what this checkout has
 * installed for them, so that nothing comes from anywhere else.
 */
export async function serveDependencies(
  registry: LoopbackRegistry,
  { release, folder, repository, tarballs }: ServedDependencies,
): Promise<void> {
  const workers = release.packages.find(({ name }) => name === packageNames.workers);
  if (!workers) return;
  // Yarn makes each package that has an install script depend on it, though it runs none here.
  await addEmpty(registry, { name: "node-gyp", version: "1.0.0" }, tarballs);
  const manifest = await readTarballManifest(join(folder, workers.file));
  const wanted = neededBy(manifest, repository.workersPackage);
  for (const need of wanted) {
    const found = await findInstalled(need);
    if (found === null) {
      await addStandIn(registry, need, tarballs);
    } else if (registry.store.version(found.name, found.version) === undefined) {
      wanted.push(...neededBy(found.manifest, found.folder));
      await registry.addTarball(await pack(found, tarballs));
    }
  }
}

interface Need {
  name: string;
  range: string;
  isOptional: boolean;
  /** The folder of the package that needs it. */
  by: string;
}

function neededBy(manifest: Record<string, unknown>, by: string): Need[] {
  const optional = asRecord(manifest.optionalDependencies);
  return Object.entries({ ...asRecord(manifest.dependencies), ...optional })
    .filter(([name]) => !releaseNames.includes(name))
    .map(([name, range]) => ({
      ...{ name, range: String(range), by },
      isOptional: Object.hasOwn(optional, name),
    }));
}

interface Installed {
  name: string;
  version: string;
  folder: string;
  manifest: Record<string, unknown>;
}

/** Finds a package as Node does. Null for an optional one that is not installed on this machine. */
async function findInstalled({ name, isOptional, by }: Need): Promise<Installed | null> {
  const places = createRequire(join(by, "package.json")).resolve.paths(name) ?? [];
  for (const place of places) {
    const file = join(place, name, "package.json");
    if (!(await isThere(file))) continue;
    const manifest = parseManifest(await readFile(file, "utf8"), file);
    return {
      name,
      version: String(manifest.version),
      folder: await realpath(join(place, name)),
      manifest,
    };
  }
  if (isOptional) return null;
  throw new ToolError("check", `${by} needs ${name}, which is not installed: npm run build`);
}

async function pack({ name, version, folder }: Installed, tarballs: string): Promise<string> {
  const file = join(tarballs, fileName(name, version));
  const names = (await readdir(folder)).filter((entry) => entry !== "node_modules");
  await packTarball(await readSourceFiles(folder, names), file);
  return file;
}

/**
 * Package managers read the manifest of an optional package even if it is for another platform. The
 * one that is added says that it is for none.
 */
async function addStandIn(
  registry: LoopbackRegistry,
  { name, range }: Need,
  tarballs: string,
): Promise<void> {
  const version = semver.minVersion(range)?.version ?? "0.0.0";
  if (registry.store.version(name, version) !== undefined) return;
  await addEmpty(registry, { name, version, os: ["none"] }, tarballs);
}

/** Adds a package that has only a manifest. */
async function addEmpty(
  registry: LoopbackRegistry,
  manifest: { name: string; version: string; os?: string[] },
  tarballs: string,
): Promise<void> {
  const file = join(tarballs, fileName(manifest.name, manifest.version));
  await packTarball([jsonFile("package.json", manifest)], file);
  await registry.addTarball(file);
}

function fileName(name: string, version: string): string {
  return `${name.replace("/", "-")}-${version}.tgz`;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
