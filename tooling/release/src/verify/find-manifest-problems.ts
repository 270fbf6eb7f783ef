import { asRecord } from "../json/is-record.js";
import { platforms } from "../runtime-package.js";
import type { OpenedPackage } from "./open-package.js";

/** npm runs these by itself when a package is installed. */
const installScripts = ["preinstall", "install", "postinstall", "prepare", "prepublish"];

const dependencyFields = [
  "dependencies",
  "optionalDependencies",
  "peerDependencies",
  "devDependencies",
];

/** What is wrong with a package's `package.json`, apart from what it is a package of. */
export function findManifestProblems({ manifest, entry }: OpenedPackage): string[] {
  const { name, version, scripts, publishConfig } = manifest;
  const problems: string[] = [];
  if (name !== entry.name || version !== entry.version) {
    problems.push(`is ${name}@${version} by its manifest`);
  }
  if (manifest.private !== undefined) problems.push("is private");
  const run = installScripts.filter((script) => script in asRecord(scripts));
  if (run.length > 0) problems.push(`runs ${run.join(", ")} when it is installed`);
  if ("registry" in asRecord(publishConfig)) problems.push("names a registry in publishConfig");
  return [...problems, ...dependencyProblems(manifest)];
}

/** What every package has to bring, and in which mode. */
export function findContentProblems({ manifest, files }: OpenedPackage): string[] {
  const missing = ["README.md", "LICENSE"].filter((path) => !files.has(path));
  const problems = missing.map((path) => `has no ${path}`);
  return [...problems, ...programProblems(manifest, files)];
}

/** The meta package names all six platforms and nothing else, exactly. */
export function findMetaProblems({ manifest, entry }: OpenedPackage): string[] {
  const wanted = Object.fromEntries(
    platforms.map(({ packageName }) => [packageName, entry.version]),
  );
  const found = asRecord(manifest.optionalDependencies);
  const isSame = JSON.stringify(sortedEntries(wanted)) === JSON.stringify(sortedEntries(found));
  return isSame
    ? []
    : [`has optionalDependencies ${JSON.stringify(found)}, not the six of ${entry.version}`];
}

/** The SDK has a version of its own and pins the runtime exactly. */
export function findSdkProblems({ manifest }: OpenedPackage, runtimeVersion: string): string[] {
  // Reserved: every name is opened with it, so that a prerelease never becomes `latest`.
  if (manifest.version === "0.0.0") return ["has no version yet: run changeset version"];
  const pin = asRecord(manifest.dependencies)["openai-codex-cli-bin"];
  return pin === runtimeVersion
    ? []
    : [`depends on openai-codex-cli-bin ${pin}, not ${runtimeVersion}`];
}

/** Not every client sets the executable bit of what `bin` names. */
function programProblems(
  manifest: Record<string, unknown>,
  files: OpenedPackage["files"],
): string[] {
  const programs = Object.values(asRecord(manifest.bin)).map((path) =>
    String(path).replace(/^\.\//, ""),
  );
  const wrong = programs.filter((path) => files.get(path)?.mode !== 0o755);
  return wrong.map((path) => `has ${path} in bin, which is missing or cannot be executed`);
}

function dependencyProblems(manifest: Record<string, unknown>): string[] {
  const ranges = dependencyFields.flatMap((field) => Object.entries(asRecord(manifest[field])));
  return ranges
    .filter(
      ([, range]) =>
        typeof range !== "string" || /^(?:workspace|catalog|file|link|portal):/.test(range),
    )
    .map(([name, range]) => `depends on ${name} as ${range}`);
}

function sortedEntries(record: Record<string, unknown>): Array<[string, unknown]> {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
