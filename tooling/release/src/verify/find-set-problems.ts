import {
  findPackageKind,
  type PackageKind,
  packageNames,
  releaseNames,
} from "../package/package-kind.js";
import { orderOf, type Release, type ReleasePackage, tarballName } from "../package/release.js";
import { parseCodexVersion } from "../parse-codex-version.js";

/** Finds problems of a release as a whole: missing packages, their order, versions and tags. */
export function findSetProblems({ packages }: Release, version: string): string[] {
  const names = packages.map(({ name }) => name);
  const missing = releaseNames.filter((name) => !names.includes(name));
  const extra = names.filter(
    (name, index) => !releaseNames.includes(name) || names.indexOf(name) !== index,
  );
  const problems = [
    ...missing.map((name) => `${name} is missing`),
    ...extra.map((name) => `${name} does not belong to it`),
  ];
  const order = packages.map(orderOf);
  if (order.some((place, index) => place < (order[index - 1] ?? 0))) {
    problems.push("its order is not platforms, meta, SDK, workers");
  }
  return [
    ...problems,
    ...versionProblems(packages),
    ...packages.flatMap((entry) => entryProblems(entry, version)),
  ];
}

/** The workers depend on exactly the SDK that they are released with. */
function versionProblems(packages: readonly ReleasePackage[]): string[] {
  const versionOf = (wanted: string): string | undefined =>
    packages.find(({ name }) => name === wanted)?.version;
  const [sdk, workers] = [versionOf(packageNames.sdk), versionOf(packageNames.workers)];
  if (sdk === workers || sdk === undefined || workers === undefined) return [];
  return [`${packageNames.workers} is version ${workers}, but the SDK is ${sdk}`];
}

function entryProblems(entry: ReleasePackage, pinned: string): string[] {
  const { kind, name, version, tag, file, locked } = entry;
  const found = findPackageKind(name);
  const problems: string[] = [];
  if (kind !== found) problems.push(`${name} has the kind ${kind}`);
  if (file !== tarballName(entry)) problems.push(`${name} has the file ${file}`);
  if (!locked) {
    problems.push(`${name} holds bytes that no lock vouches for: stage it from the lock`);
  }
  if (version.includes("-") && tag === "latest") {
    problems.push(`${name} ${version} would become latest`);
  }
  return isRuntime(found) ? [...problems, ...runtimeProblems(entry, pinned)] : problems;
}

function isRuntime(kind: PackageKind | null): boolean {
  return kind === "platform" || kind === "meta";
}

function runtimeProblems({ name, version, tag }: ReleasePackage, pinned: string): string[] {
  if (version !== pinned) return [`${name} is version ${version}, but ${pinned} is pinned`];
  return tag === parseCodexVersion(version).distTag ? [] : [`${name} has the tag ${tag}`];
}
