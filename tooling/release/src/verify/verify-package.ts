import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseManifest } from "../json/parse-manifest.js";
import { budgetWarning } from "../package/pack-package.js";
import type { StagedPackage } from "../package/package-file.js";
import type { ReleasePackage } from "../package/release.js";
import { findDifferences } from "../rebuild/find-differences.js";
import { type RebuildContext, rebuildPackage } from "../rebuild/rebuild-package.js";
import type { Reporter } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { findContentProblems } from "./find-content-problems.js";
import { findManifestProblems } from "./find-manifest-problems.js";

export interface PackageCheck extends RebuildContext {
  /** The release folder. */
  folder: string;
  entry: ReleasePackage;
  reporter: Reporter;
}

/** Makes a package again and compares every byte. Returns what is wrong with it. */
export async function verifyPackage(check: PackageCheck): Promise<string[]> {
  const { entry, scratch, reporter } = check;
  await mkdir(scratch, { recursive: true });
  try {
    const problems = await problemsOf(check);
    const warning = budgetWarning(entry);
    if (warning !== null) reporter.warn(warning);
    reporter.step(`Checked ${entry.file}`);
    return problems.map((problem) => `${entry.name} ${problem}`);
  } catch (error) {
    // A broken package must not hide the problems of the others.
    if (error instanceof ToolError && error.kind === "check") return [error.message];
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function problemsOf(check: PackageCheck): Promise<string[]> {
  const { entry, folder } = check;
  const { pkg, packed } = await rebuildPackage(entry.name, check);
  const problems = ownProblems(pkg);
  if (packed.integrity !== entry.integrity) {
    problems.push(...(await findDifferences(join(folder, entry.file), pkg.files)));
  } else if (packed.size !== entry.size || packed.unpackedSize !== entry.unpackedSize) {
    problems.push("has other sizes than release.json states");
  }
  return problems;
}

/** What is wrong with the package that the commit itself gives. */
function ownProblems({ name, version, files }: StagedPackage): string[] {
  const content = files.find(({ path }) => path === "package.json")?.content;
  const text = Buffer.isBuffer(content) ? content.toString("utf8") : "";
  const manifest = parseManifest(text, `package.json of ${name}`);
  return [
    ...findManifestProblems(manifest, { name, version }),
    ...findContentProblems(manifest, files),
  ];
}
