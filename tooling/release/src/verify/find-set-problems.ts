import type { Release } from "../package/release.js";
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
  return [...problems, ...packages.flatMap((entry) => versionProblems(entry, version))];
}

function versionProblems(
  { kind, name, version, tag }: Release["packages"][number],
  pinned: string,
): string[] {
  const isPrerelease = version.includes("-");
  const problems =
    isPrerelease && tag === "latest" ? [`${name} ${version} would become latest`] : [];
  if (kind === "sdk") return problems;
  if (version !== pinned) {
    return [...problems, `${name} is version ${version}, but ${pinned} is pinned`];
  }
  return tag === parseCodexVersion(version).distTag
    ? problems
    : [...problems, `${name} has the tag ${tag}`];
}
