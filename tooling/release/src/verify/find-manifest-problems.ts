import { asRecord, isRecord } from "../json/is-record.js";
import type { ReleasePackage } from "../package/release.js";

/** npm runs these scripts by itself when a package is installed. */
const installScripts = ["preinstall", "install", "postinstall", "prepare", "prepublish"];

const dependencyFields = [
  "dependencies",
  "optionalDependencies",
  "peerDependencies",
  "devDependencies",
];

/** The keys of publishConfig that do not overrule npm's command line in what matters. */
const harmlessKeys = ["access", "provenance"];

/**
 * Finds what must not be in the `package.json` of a published package. The version 0.0.0 is
 * reserved: `--bootstrap` publishes it, to keep `latest` from prereleases.
 */
export function findManifestProblems(
  manifest: Record<string, unknown>,
  entry: Pick<ReleasePackage, "name" | "version">,
): string[] {
  const { name, version, scripts, publishConfig } = manifest;
  const problems: string[] = [];
  if (name !== entry.name || version !== entry.version) {
    problems.push(`is ${name}@${version} by its manifest`);
  }
  if (version === "0.0.0") problems.push("has no version yet: run changeset version");
  if (manifest.private !== undefined) problems.push("is private");
  const run = installScripts.filter((script) => Object.hasOwn(asRecord(scripts), script));
  if (run.length > 0) problems.push(`runs ${run.join(", ")} when it is installed`);
  return [...problems, ...publishConfigProblems(publishConfig), ...dependencyProblems(manifest)];
}

function publishConfigProblems(publishConfig: unknown): string[] {
  if (publishConfig === undefined) return [];
  if (!isRecord(publishConfig)) return ["has a publishConfig that is not an object"];
  const keys = Object.keys(publishConfig).filter((key) => !harmlessKeys.includes(key));
  return keys.map((key) => `sets ${key} in publishConfig`);
}

function dependencyProblems(manifest: Record<string, unknown>): string[] {
  const ranges = dependencyFields.flatMap((field) => Object.entries(asRecord(manifest[field])));
  return ranges
    .filter(([, range]) => typeof range !== "string" || !isRegistryRange(range))
    .map(([name, range]) => `depends on ${name} as ${range}`);
}

/** A version or range is all that a registry resolves; anything else names a place of its own. */
function isRegistryRange(range: string): boolean {
  return !/[:/]/.test(range);
}
