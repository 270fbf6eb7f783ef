import type { StagedPackage } from "../package/package-file.js";
import { packageNames } from "../package/package-kind.js";
import type { Repository } from "../repository.js";
import { buildCodePackage } from "./build-code-package.js";
import { readCodeVersion } from "./read-code-version.js";

/** Builds the publishable workers, which depend on exactly the SDK of the same commit. */
export async function buildWorkersPackage(repository: Repository): Promise<StagedPackage> {
  return buildCodePackage(repository, {
    kind: "workers",
    packageDir: repository.workersPackage,
    pin: { name: packageNames.sdk, version: await readCodeVersion(repository) },
  });
}
