import { asRecord } from "../json/is-record.js";
import { platforms } from "../runtime-package.js";
import type { OpenedPackage } from "./open-package.js";

/** npm runs these scripts by itself when a package is installed. */
const installScripts = ["preinstall", "install", "postinstall", "prepare", "prepublish"];

const dependencyFields = [
  "dependencies",
  "optionalDependencies",
  "peerDependencies",
  "devDependencies",
];

/** Finds problems of a `package.json` that any kind of package can have. */
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

/** Finds missing files that every package needs, and programs that are not executable. */
export function findContentProblems({ manifest, files }: OpenedPackage): string[] {
  const missing = ["README.md", "LICENSE"].filter((path) => !files.has(path));
  const problems = missing.map((path) => `has no ${path}`);
  return [...problems, ...programProblems(manifest, files)];
}

/** The meta package must depend on exactly the six platform packages, in its own version. */
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

/** The SDK must have a version and depend on exactly this runtime version. */
export function findSdkProblems({ manifest }: OpenedPackage, runtimeVersion: string): string[] {
  // 0.0.0 is reserved: `--bootstrap` publishes it, to keep `latest` from prereleases.
  if (manifest.version === "0.0.0") return ["has no version yet: run changeset version"];
  const pin = asRecord(manifest.dependencies)["openai-codex-cli-bin"];
  return pin === runtimeVersion
    ? []
    : [`depends on openai-codex-cli-bin ${pin}, not ${runtimeVersion}`];
}

/** Programs in `bin` must be executable, since not every package manager makes them so. */
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
