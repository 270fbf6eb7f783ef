import { resolve } from "node:path";
import semver from "semver";
import { packageManagers } from "../install-proof/package-managers.js";
import type { InstallProof } from "../install-proof/proof-run.js";
import { proveInstall } from "../install-proof/prove-install.js";
import { LoopbackRegistry } from "../loopback-registry/loopback-registry.js";
import { readReleaseFile } from "../package/write-release.js";
import type { PlannedPackage } from "../publish/plan-package.js";
import { type PublishReleaseContext, publishRelease } from "../publish/publish-release.js";

export interface RehearsalResult {
  action: "rehearsed";
  packages: PlannedPackage[];
  installs: InstallProof[];
}

/** How long the registry on this machine may take to serve an upload, in milliseconds. */
const waitMs = 60_000;

/**
 * Does what publishing does, to a registry on this machine that starts empty and ends with it, and
 * installs the SDK and the workers from there with npm. Only a verified release can be rehearsed,
 * as it can only be published.
 */
export async function rehearse(
  request: { folder: string; run: boolean },
  context: PublishReleaseContext,
): Promise<RehearsalResult> {
  const folder = resolve(context.cwd, request.folder);
  const { release } = await readReleaseFile(folder);
  await using registry = await LoopbackRegistry.start();
  const flags = { dryRun: false, provenance: false, gitTag: false };
  const publishing = { folder, registry: registry.url, waitMs, ...flags };
  // A prerelease can't be the first version of a name.
  if (release.packages.some(({ version }) => semver.prerelease(version) !== null)) {
    await publishRelease({ ...publishing, bootstrap: true }, context);
  }
  const { packages } = await publishRelease({ ...publishing, bootstrap: false }, context);
  const managers = packageManagers.filter(({ id }) => id === "npm");
  const own = { managers, forPlatforms: false, nodes: [], registry };
  // Awaited here, because the registry ends when this function returns.
  const installs = await proveInstall({ folder, run: request.run, ...own }, context);
  context.reporter.step("The release can be published and installed");
  return { action: "rehearsed", packages, installs };
}
