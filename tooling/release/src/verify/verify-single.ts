import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type BuiltPackage, buildOrder, withSources } from "../checkout/with-sources.js";
import { computeIntegrity, computeSha256 } from "../compute-integrity.js";
import { readDownloadOptions } from "../download/read-download-options.js";
import { parseManifest } from "../json/parse-manifest.js";
import { markerName } from "../package/fill-out-folder.js";
import { findPackageKind } from "../package/package-kind.js";
import { readTarballManifest } from "../package/read-tarball-manifest.js";
import { fileDifferences, findDifferences } from "../rebuild/find-differences.js";
import { type RebuiltPackage, rebuildPackage } from "../rebuild/rebuild-package.js";
import { readLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import { listFiles } from "../tree/list-files.js";
import { withWorkFolder } from "../with-work-folder.js";
import { readPackageFile } from "./read-package-file.js";
import type { VerifyReleaseContext } from "./verify-release.js";

export interface VerifySingleResult {
  path: string;
  name: string;
  version: string;
}

/** One package: a tarball, or the folder that `stage-runtime OUT` makes for one platform. */
type Single = { kind: "tarball"; path: string } | { kind: "folder"; path: string };

/** The package at a path; null if the path leads to a release folder or to nothing. */
export async function findSingle(path: string): Promise<Single | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return { kind: "tarball", path };
  const has = (name: string): Promise<boolean> =>
    stat(join(path, name)).then(
      () => true,
      () => false,
    );
  if ((await has("release.json")) || !(await has("package.json"))) return null;
  return { kind: "folder", path };
}

/**
 * Makes one package again, from the lock and the checkout's files, and requires the same bytes. It
 * is no record for publishing: that takes the whole release and a commit.
 */
export async function verifySingle(
  single: Single,
  context: VerifyReleaseContext,
): Promise<VerifySingleResult> {
  const path = resolve(context.cwd, single.path);
  const { name, version } = await readManifest({ ...single, path });
  const problems = await withRebuilt(String(name), context, (rebuilt) =>
    single.kind === "folder" ? compareFolder(path, rebuilt) : compareTarball(path, rebuilt),
  );
  if (problems.length > 0) {
    throw new ToolError("check", `${path} is not what the lock gives:\n  ${problems.join("\n  ")}`);
  }
  context.reporter.step(`${path} is ${name} ${version}, as the lock and the checkout give it`);
  return { path, name: String(name), version: String(version) };
}

async function readManifest({ kind, path }: Single): Promise<Record<string, unknown>> {
  if (kind === "tarball") return readTarballManifest(path);
  const file = join(path, "package.json");
  return parseManifest(await readPackageFile(file), file);
}

async function withRebuilt<T>(
  name: string,
  context: VerifyReleaseContext,
  work: (rebuilt: RebuiltPackage) => Promise<T>,
): Promise<T> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const options = await readDownloadOptions(context);
  const build = needs(name);
  return withSources({ repository, state: "working-tree", reporter, build }, (sources) =>
    withWorkFolder(join(repository.downloads, "verify"), async (scratch) =>
      work(await rebuildPackage(name, { lock, sources, options, scratch })),
    ),
  );
}

/** Platform packages hold nothing that is built. */
function needs(name: string): readonly BuiltPackage[] {
  const kind = findPackageKind(name);
  if (kind === null || kind === "platform") return [];
  return buildOrder.slice(0, buildOrder.indexOf(kind) + 1);
}

async function compareTarball(path: string, { pkg, packed }: RebuiltPackage): Promise<string[]> {
  if ((await computeIntegrity(path)) === packed.integrity) return [];
  return findDifferences(path, pkg.files);
}

async function compareFolder(path: string, { pkg }: RebuiltPackage): Promise<string[]> {
  const names = (await listFiles(path)).filter((name) => name !== markerName);
  const found = [];
  for (const name of names) {
    const file = join(path, name);
    const { size, mode } = await stat(file);
    const expected = pkg.files.find((one) => one.path === name);
    // Windows has no executable bit.
    const isProgram =
      process.platform === "win32" ? expected?.mode === 0o755 : (mode & 0o111) !== 0;
    const kept = { size, mode: isProgram ? 0o755 : 0o644, sha256: await computeSha256(file) };
    found.push({ path: name, ...kept });
  }
  return fileDifferences(found, pkg.files);
}
