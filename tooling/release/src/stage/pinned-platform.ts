import type { FetchTarballOptions } from "../download/fetch-tarball.js";
import type { LockedFile, LockedPlatform } from "../lock.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { runtimeFolder } from "./build-manifest.js";
import { fetchTree } from "./fetch-tree.js";
import { inspectTree, type StagedPlatform } from "./staged-platform.js";

export interface PinnedPlatform {
  platform: Platform;
  version: string;
  locked: LockedPlatform;
  /** Read only when something has to be downloaded. */
  fetching: () => Promise<FetchTarballOptions>;
}

/** Unpacks and checks the pinned bytes: the tarball's digest, then every file's. */
export async function stagePinnedPlatform(
  pinned: PinnedPlatform,
  into: string,
): Promise<StagedPlatform> {
  const { platform, version, locked } = pinned;
  const { spec, integrity } = locked;
  const tree = await fetchTree({
    source: locked,
    platform,
    into,
    options: await pinned.fetching(),
  });
  const source = { kind: "npm", spec, integrity } as const;
  const staged = await inspectTree({ ...tree, source, locked: true }, { platform, version });
  checkAgainstLock(staged.manifest, locked.files);
  return staged;
}

/** Throws unless the files are exactly the locked ones, digests, sizes and modes. */
export function checkAgainstLock(manifest: RuntimeManifest, locked: readonly LockedFile[]): void {
  const wanted = new Map(locked.map((file) => [`${runtimeFolder}/${file.path}`, file]));
  const wrong = manifest.files.filter((file) => {
    const lockedFile = wanted.get(file.path);
    wanted.delete(file.path);
    return (
      file.sha256 !== lockedFile?.sha256 ||
      file.size !== lockedFile.size ||
      file.mode !== lockedFile.mode
    );
  });
  if (wrong.length === 0 && wanted.size === 0) return;
  const names = [...wrong.map(({ path }) => path), ...wanted.keys()].join(", ");
  throw new ToolError("integrity", `${manifest.platform} differs from the lock in ${names}`);
}
