import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { inspectArchive } from "../archive/inspect-archive.js";
import type { UnpackedFile } from "../archive/store-entry.js";
import { listShortly } from "../checkout/read-checkout-state.js";
import { computeSha256 } from "../compute-integrity.js";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import { totalSize } from "../package/pack-tarball.js";
import type { PackageFile } from "../package/package-file.js";
import { checkInside } from "../package/read-tarball-manifest.js";

const manifestPath = "package.json";

/** Room for what a wrong package has more than the right one, so that it can be named. */
const spareBytes = 16 * 1024 * 1024;

/**
 * How a tarball whose bytes are not the right ones differs from the files it should consist of, as
 * a list of problems. Reads as much as the right one has, and a little more.
 */
export async function findDifferences(
  tarball: string,
  expected: readonly PackageFile[],
): Promise<string[]> {
  const limits = {
    maxEntries: expected.length * 2 + 100,
    maxBytes: totalSize(expected) + spareBytes,
  };
  const found = await inspectArchive({ file: tarball, limits, keep: [`package/${manifestPath}`] });
  checkInside(found, tarball);
  const files = found.files.map((file) => ({ ...file, path: file.path.slice("package/".length) }));
  const manifest = found.kept.get(`package/${manifestPath}`);
  const problems = [
    ...(manifest ? manifestDifferences(manifest, expected, tarball) : []),
    ...(await fileDifferences(files, expected)),
  ];
  return problems.length > 0 ? problems : ["does not come out the same when it is packed again"];
}

/** How the files of a package differ from those it should consist of. */
export async function fileDifferences(
  found: readonly UnpackedFile[],
  expected: readonly PackageFile[],
): Promise<string[]> {
  const left = new Map(found.map((file) => [file.path, file]));
  const missing: string[] = [];
  const other: string[] = [];
  for (const file of expected) {
    const there = left.get(file.path);
    left.delete(file.path);
    if (!there) missing.push(file.path);
    else if (!(await isSame(there, file))) other.push(file.path);
  }
  return [
    ...listed("has another", other, "than the lock and the commit give"),
    ...listed("has", [...left.keys()], "which does not belong to it"),
    ...listed("lacks", missing, "which belongs to it"),
  ];
}

function listed(verb: string, paths: readonly string[], rest: string): string[] {
  return paths.length === 0 ? [] : [`${verb} ${listShortly(paths)}, ${rest}`];
}

async function isSame(found: UnpackedFile, { mode, content }: PackageFile): Promise<boolean> {
  const sha256 = Buffer.isBuffer(content)
    ? createHash("sha256").update(content).digest("hex")
    : await computeSha256(content.file);
  return found.mode === mode && found.sha256 === sha256;
}

function manifestDifferences(
  manifest: Buffer,
  expected: readonly PackageFile[],
  tarball: string,
): string[] {
  const right = expected.find(({ path }) => path === manifestPath)?.content;
  const found = parseManifest(manifest.toString("utf8"), `${manifestPath} in ${tarball}`);
  const wanted = Buffer.isBuffer(right) ? asRecord(JSON.parse(right.toString("utf8"))) : {};
  const fields = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  return fields
    .filter((field) => !isDeepStrictEqual(found[field], wanted[field]))
    .map(
      (field) => `has ${field} ${show(found[field])} in its manifest, not ${show(wanted[field])}`,
    );
}

function show(value: unknown): string {
  const text = value === undefined ? "none" : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
