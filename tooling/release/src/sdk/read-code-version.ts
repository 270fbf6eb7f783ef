import { packageNames } from "../package/package-kind.js";
import { readPublishedManifest } from "../package/read-source-files.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

/**
 * The version of the SDK and of the workers, which are released together. Throws if they have two.
 */
export async function readCodeVersion(repository: Repository): Promise<string> {
  const sdk = await versionIn(repository.sdkPackage);
  const workers = await versionIn(repository.workersPackage);
  if (workers === sdk) return sdk;
  throw new ToolError(
    "check",
    `${packageNames.workers} has the version ${workers}, but ${packageNames.sdk} ${sdk}. They are ` +
      "released together, under the one version that npm run changeset -- version gives both",
  );
}

async function versionIn(packageDir: string): Promise<string> {
  return String((await readPublishedManifest(packageDir)).version);
}
