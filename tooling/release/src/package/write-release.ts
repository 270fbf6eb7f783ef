import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Reporter } from "../reporter.js";
import { packTarball, totalSize } from "./pack-tarball.js";
import type { StagedPackage } from "./package-file.js";
import {
  parseRelease,
  type Release,
  type ReleasePackage,
  releaseFileName,
  releasePackage,
  tarballName,
} from "./release-json.js";

/** Registries are known to refuse uploads above this many bytes. */
const sizeBudget = 200_000_000;

/** What to say about a tarball that is over the budget; null for one that is not. */
export function budgetWarning({ name, size }: { name: string; size: number }): string | null {
  if (size <= sizeBudget) return null;
  return `${name} has ${size} bytes; registries may refuse more than ${sizeBudget}`;
}

/** Packs one package into a release folder. */
export async function packInto(
  pkg: StagedPackage,
  folder: string,
  reporter: Reporter,
): Promise<ReleasePackage> {
  const progress = reporter.progress(`Packing ${pkg.name}`, totalSize(pkg.files));
  try {
    const packed = await packTarball(pkg.files, join(folder, tarballName(pkg)), progress);
    const warning = budgetWarning({ name: pkg.name, size: packed.size });
    if (warning !== null) reporter.warn(warning);
    return releasePackage(pkg, packed);
  } finally {
    progress.done();
  }
}

export async function writeRelease(release: Release, folder: string): Promise<void> {
  await writeFile(join(folder, releaseFileName), `${JSON.stringify(release, null, 2)}\n`);
}

/** Null when the folder has no `release.json`. */
export async function readRelease(folder: string): Promise<Release | null> {
  const text = await readFile(join(folder, releaseFileName), "utf8").catch(() => null);
  return text === null ? null : parseRelease(text);
}
