import semver from "semver";
import type { ReleasePackage } from "../package/release.js";
import { ToolError } from "../tool-error.js";
import type { PackageState } from "./package-state.js";

export interface PlannedPackage {
  name: string;
  version: string;
  tag: string;
  action: "publish" | "skip";
}

/**
 * Decides whether to publish a package, given its state in the registry. Throws if that would set a
 * tag wrongly.
 */
export function planPackage(pkg: ReleasePackage, state: PackageState): PlannedPackage {
  const { name, version, tag } = pkg;
  if (state.kind === "present") return { name, version, tag, action: "skip" };
  const isPrerelease = semver.prerelease(version) !== null;
  if (state.kind === "unknown-name" && isPrerelease) {
    throw new ToolError(
      "check",
      `${name} does not exist yet. A registry tags the first version of a name as latest, ` +
        `and a prerelease such as ${version} must not be latest. ` +
        "Create the name first with --bootstrap.",
    );
  }
  const current = state.kind === "absent" ? state.packument["dist-tags"][tag] : undefined;
  if (isNewer(current, version)) {
    throw new ToolError(
      "check",
      `${tag} of ${name} is ${current}, newer than ${version}. Choose another tag with --tag.`,
    );
  }
  return { name, version, tag, action: "publish" };
}

/** Replaces the tag of every package with the one from the command line, if there is one. */
export function overrideTags<T extends ReleasePackage>(packages: readonly T[], tag?: string): T[] {
  if (tag === undefined) return [...packages];
  if (semver.validRange(tag) !== null || !/^[\w.-]+$/.test(tag)) {
    throw new ToolError("usage", `--tag ${tag} is not a valid tag: npm would read it as a version`);
  }
  const prerelease = packages.find(({ version }) => semver.prerelease(version) !== null);
  if (tag === "latest" && prerelease) {
    throw new ToolError("usage", `${prerelease.name} ${prerelease.version} must not be latest`);
  }
  return packages.map((pkg) => ({ ...pkg, tag }));
}

/** What is wrong with a package's tags after it was published. A tag on a newer version is fine. */
export function findTagProblems(
  { name, version, tag }: ReleasePackage,
  tags: Readonly<Record<string, string>>,
): string[] {
  const found = tags[tag];
  const isMoved = isNewer(found, version);
  const problems: string[] = [];
  if (found !== version && !isMoved) {
    problems.push(
      `${tag} of ${name} is ${found ?? "not set"}: npm dist-tag add ${name}@${version} ${tag}`,
    );
  }
  const { latest } = tags;
  if (latest !== undefined && semver.valid(latest) === null) {
    problems.push(`latest of ${name} is ${latest}, which is no version`);
  } else if (latest !== undefined && semver.prerelease(latest) !== null) {
    problems.push(`latest of ${name} is the prerelease ${latest}`);
  }
  return problems;
}

/** Whether a tag names a newer version. What a registry states may be no version at all. */
function isNewer(tagged: string | undefined, version: string): boolean {
  return tagged !== undefined && semver.valid(tagged) !== null && semver.gt(tagged, version);
}
