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
 * What will be done with a package, given what the registry has. Throws where a tag would go wrong.
 */
export function planPackage(pkg: ReleasePackage, state: PackageState): PlannedPackage {
  const { name, version, tag } = pkg;
  if (state.kind === "present") return { name, version, tag, action: "skip" };
  const isPrerelease = semver.prerelease(version) !== null;
  if (state.kind === "unknown-name" && isPrerelease) {
    throw new ToolError(
      "check",
      `${name} does not exist, and a registry gives latest to the first version of a name, ` +
        `whatever its tag. Open it first, with --bootstrap: ` +
        `a prerelease such as ${version} must not be latest.`,
    );
  }
  const current = state.kind === "absent" ? state.packument["dist-tags"][tag] : undefined;
  if (current && semver.gt(current, version)) {
    throw new ToolError(
      "check",
      `${tag} of ${name} is ${current}, newer than ${version}. Name another tag with --tag.`,
    );
  }
  return { name, version, tag, action: "publish" };
}

/** The packages with the tag of the command line in place of their own. */
export function overrideTags<T extends ReleasePackage>(packages: readonly T[], tag?: string): T[] {
  if (tag === undefined) return [...packages];
  if (semver.validRange(tag) !== null || !/^[\w.-]+$/.test(tag)) {
    throw new ToolError("usage", `--tag ${tag} is no tag: npm would read it as a version`);
  }
  const prerelease = packages.find(({ version }) => semver.prerelease(version) !== null);
  if (tag === "latest" && prerelease) {
    throw new ToolError("usage", `${prerelease.name} ${prerelease.version} must not be latest`);
  }
  return packages.map((pkg) => ({ ...pkg, tag }));
}

/**
 * What is wrong with a name's tags after its version was published. A newer version may have moved
 * a tag on.
 */
export function findTagProblems(
  { name, version, tag }: ReleasePackage,
  tags: Readonly<Record<string, string>>,
): string[] {
  const found = tags[tag];
  const isMoved = found !== undefined && found !== version && semver.gt(found, version);
  const problems: string[] = [];
  if (found !== version && !isMoved) {
    problems.push(
      `${tag} of ${name} is ${found ?? "not set"}: npm dist-tag add ${name}@${version} ${tag}`,
    );
  }
  if (tags.latest !== undefined && semver.prerelease(tags.latest) !== null) {
    problems.push(`latest of ${name} is the prerelease ${tags.latest}`);
  }
  return problems;
}
