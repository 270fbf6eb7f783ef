import type { DownloadOptions } from "../download/download-options.js";
import type { LockedPlatform } from "../runtime-lock.js";
import type { Platform } from "../runtime-package.js";
import { checkAgainstLock } from "../tree/check-against-lock.js";
import { fetchTree } from "../tree/fetch-tree.js";
import { type InspectedTree, inspectTree } from "../tree/inspect-tree.js";

export interface PinnedPlatform {
  platform: Platform;
  version: string;
  locked: LockedPlatform;
  options: DownloadOptions;
}

/**
 * Downloads and unpacks a pinned tarball. Checks its integrity and then every file against the
 * lock.
 */
export async function stagePinned(pinned: PinnedPlatform, into: string): Promise<InspectedTree> {
  const { platform, version, locked, options } = pinned;
  const { spec, integrity } = locked;
  const tree = await fetchTree({ source: locked, platform, into, options });
  const source = { kind: "npm", spec, integrity } as const;
  const staged = await inspectTree({ ...tree, source, locked: true }, { platform, version });
  checkAgainstLock(staged.manifest, locked.files);
  return staged;
}
