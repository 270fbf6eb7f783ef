import { inspectArchive } from "../archive/inspect-archive.js";
import type { UnpackedFile } from "../archive/store-entry.js";
import { listShortly } from "../checkout/read-checkout-state.js";
import { describeError } from "../describe-error.js";
import type { DownloadOptions } from "../download/download-options.js";
import {
  fetchReleaseAsset,
  type ReleaseSums,
  readReleaseSums,
} from "../download/release-assets.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { findTree } from "../tree/find-tree.js";

/**
 * A second place that states what upstream released: the archives of its release and their
 * `SHA256SUMS`. It may not be there.
 */
export type ReleaseWitness =
  | { state: "there"; sums: ReleaseSums; options: DownloadOptions }
  | { state: "missing"; reason: string };

export async function findReleaseWitness(
  release: { version: string; baseUrl: string },
  options: DownloadOptions,
): Promise<ReleaseWitness> {
  try {
    return { state: "there", sums: await readReleaseSums(release, options), options };
  } catch (error) {
    if (error instanceof ToolError && error.kind === "network") {
      return { state: "missing", reason: error.message };
    }
    throw error;
  }
}

/**
 * Compares every file of a platform's tree with the release's own archive. Throws an integrity
 * failure if they differ, and says what was compared otherwise.
 */
export async function askReleaseWitness(
  witness: ReleaseWitness,
  platform: Platform,
  files: readonly Pick<UnpackedFile, "path" | "sha256">[],
): Promise<string> {
  if (witness.state === "missing") return `not available: ${witness.reason}`;
  const archive = await fetchReleaseAsset(platform, witness.sums, witness.options).catch(
    (error: unknown) => {
      if (error instanceof ToolError && error.kind === "network") return error;
      throw error;
    },
  );
  if (typeof archive !== "string") return `not available: ${describeError(archive)}`;
  const there = await inspectArchive({ file: archive, keep: [] });
  const released = findTree("", there.files, platform).files;
  const differing = differences(files, released);
  if (differing.length === 0) return `all ${files.length} files are those of the release's archive`;
  throw new ToolError(
    "integrity",
    `${platform.platform}: the registry and the release's own archive differ in ` +
      listShortly(differing),
  );
}

type Digest = Pick<UnpackedFile, "path" | "sha256">;

function differences(ours: readonly Digest[], theirs: readonly Digest[]): string[] {
  const left = new Map(theirs.map(({ path, sha256 }) => [path, sha256]));
  const differing = ours.filter(({ path, sha256 }) => {
    const found = left.get(path);
    left.delete(path);
    return found !== sha256;
  });
  return [...differing.map(({ path }) => path), ...left.keys()];
}
