import { assetName, fetchReleaseAsset, type ReleaseSums } from "../download/release-assets.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import { checkAgainstLock } from "../tree/check-against-lock.js";
import { type InspectedTree, inspectTree } from "../tree/inspect-tree.js";
import { unpackTree } from "../tree/unpack-tree.js";
import type { PinnedPlatform } from "./stage-pinned.js";

export interface GithubStaging extends PinnedPlatform {
  sums: ReleaseSums;
}

/**
 * Stages the pinned runtime from GitHub's release assets. The archives differ from npm's, but every
 * file must match the lock.
 */
export async function stageFromGithub(
  staging: GithubStaging,
  into: string,
): Promise<InspectedTree> {
  const { platform, version, locked, options, sums } = staging;
  const archive = await fetchReleaseAsset(platform, sums, options);
  const { root, files, integrity } = await unpackTree({
    archive,
    integrity: null,
    platform,
    into,
    reporter: options.reporter,
  });
  const source = {
    kind: "github",
    spec: `${parseCodexVersion(version).gitTag}/${assetName(platform)}`,
    integrity,
  } as const;
  const staged = await inspectTree({ root, files, source, locked: true }, { platform, version });
  checkAgainstLock(staged.manifest, locked.files);
  return staged;
}
