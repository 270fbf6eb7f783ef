import { join } from "node:path";
import type { Reporter } from "../reporter.js";
import { packTarball, totalSize } from "./pack-tarball.js";
import type { StagedPackage } from "./package-file.js";
import { type ReleasePackage, tarballName, toReleasePackage } from "./release.js";

/** Some registries refuse uploads that are larger, in bytes. */
const sizeBudget = 200_000_000;

/** A warning about a tarball that is over the budget; null if it is not. */
export function budgetWarning({ name, size }: { name: string; size: number }): string | null {
  if (size <= sizeBudget) return null;
  return `${name} has ${size} bytes; registries may refuse more than ${sizeBudget}`;
}

/** Packs one package as a tarball in a release folder. */
export async function packPackage(
  pkg: StagedPackage,
  folder: string,
  reporter: Reporter,
): Promise<ReleasePackage> {
  const progress = reporter.progress(`Packing ${pkg.name}`, totalSize(pkg.files));
  try {
    const packed = await packTarball(pkg.files, join(folder, tarballName(pkg)), progress);
    const warning = budgetWarning({ name: pkg.name, size: packed.size });
    if (warning !== null) reporter.warn(warning);
    return toReleasePackage(pkg, packed);
  } finally {
    progress.done();
  }
}
