import type { StagedPackage } from "../package/package-file.js";
import { packageNames } from "../package/package-kind.js";
import type { Repository } from "../repository.js";
import { buildCodePackage } from "./build-code-package.js";

/** Builds the publishable SDK, which depends on exactly this version of the runtime. */
export function buildSdkPackage(
  repository: Repository,
  runtimeVersion: string,
): Promise<StagedPackage> {
  return buildCodePackage(repository, {
    kind: "sdk",
    packageDir: repository.sdkPackage,
    pin: { name: packageNames.meta, version: runtimeVersion },
  });
}
