import { type Release, type ReleasePackage, tarballName } from "../package/release.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import { platforms } from "../runtime-package.js";

const sdkName = "codex-app-server-sdk";
const metaName = "openai-codex-cli-bin";

/** Finds problems of a release as a whole: missing packages, their order, versions and tags. */
export function findSetProblems({ packages }: Release, version: string): string[] {
  const wanted = [...platforms.map(({ packageName }) => packageName), metaName, sdkName];
  const names = packages.map(({ name }) => name);
  const missing = wanted.filter((name) => !names.includes(name));
  const extra = names.filter(
    (name, index) => !wanted.includes(name) || names.indexOf(name) !== index,
  );
  const problems = [
    ...missing.map((name) => `${name} is missing`),
    ...extra.map((name) => `${name} does not belong to it`),
  ];
  const kinds = packages.map(({ kind }) => kind).join(" ");
  if (!/^(?:platform ?)*(?:meta ?)?(?:sdk)?$/.test(kinds)) {
    problems.push("its order is not platforms, meta, SDK");
  }
  return [...problems, ...packages.flatMap((entry) => entryProblems(entry, version))];
}

function entryProblems(entry: ReleasePackage, pinned: string): string[] {
  const { kind, name, version, tag, file, locked } = entry;
  const problems: string[] = [];
  if (kind !== kindOf(name)) problems.push(`${name} has the kind ${kind}`);
  if (file !== tarballName(entry)) problems.push(`${name} has the file ${file}`);
  if (!locked) {
    problems.push(`${name} holds bytes that no lock vouches for: stage it from the lock`);
  }
  if (version.includes("-") && tag === "latest") {
    problems.push(`${name} ${version} would become latest`);
  }
  return kindOf(name) === "sdk" ? problems : [...problems, ...runtimeProblems(entry, pinned)];
}

function runtimeProblems({ name, version, tag }: ReleasePackage, pinned: string): string[] {
  if (version !== pinned) return [`${name} is version ${version}, but ${pinned} is pinned`];
  return tag === parseCodexVersion(version).distTag ? [] : [`${name} has the tag ${tag}`];
}

function kindOf(name: string): ReleasePackage["kind"] {
  if (name === sdkName) return "sdk";
  return name === metaName ? "meta" : "platform";
}
