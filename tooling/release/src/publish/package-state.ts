import type { ReleasePackage } from "../package/release.js";
import { ToolError } from "../tool-error.js";
import type { NpmSession } from "./npm-session.js";
import { readDigest } from "./read-digest.js";
import { type Packument, readPackument } from "./read-packument.js";

/**
 * Whether a registry has a version of a package. A version with other content is an error, not a
 * state.
 */
export type PackageState =
  | { kind: "unknown-name" }
  | { kind: "absent"; packument: Packument }
  | { kind: "present"; packument: Packument; tarball: string };

/** Asks the registry. Throws an integrity failure if it has the version with other bytes. */
export async function readPackageState(
  pkg: Pick<ReleasePackage, "name" | "version" | "integrity">,
  session: NpmSession,
): Promise<PackageState> {
  const packument = await readPackument(pkg.name, session);
  if (!packument) return { kind: "unknown-name" };
  const dist = packument.versions[pkg.version]?.dist;
  if (!dist) return { kind: "absent", packument };
  const digest = await readDigest(dist, session);
  if (digest === pkg.integrity) return { kind: "present", packument, tarball: dist.tarball };
  throw new ToolError(
    "integrity",
    `${session.registry} has ${pkg.name}@${pkg.version} with other bytes: ` +
      `${digest} there, ${pkg.integrity} here. ` +
      "The bytes of a published version can't change: publish under a new version.",
  );
}
