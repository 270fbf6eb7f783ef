import { rm, stat } from "node:fs/promises";
import { type FetchTarballOptions, fetchTarball, tarballPath } from "../download/fetch-tarball.js";
import type { LockedFile, LockedPlatform } from "../lock.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { runtimeFolder } from "./build-manifest.js";
import { inspectTree, type StagedPlatform } from "./staged-platform.js";
import { unpackTree } from "./unpack-tree.js";

export interface PinnedPlatform {
  platform: Platform;
  version: string;
  locked: LockedPlatform;
  /** Read only when something has to be downloaded. */
  fetching: () => Promise<FetchTarballOptions>;
}

/** Unpacks and checks the pinned bytes. A damaged cached download is fetched once more. */
export async function stagePinnedPlatform(
  pinned: PinnedPlatform,
  into: string,
): Promise<StagedPlatform> {
  const { platform, version, locked } = pinned;
  const { spec, integrity } = locked;
  const options = await pinned.fetching();
  const wasCached = await exists(tarballPath(locked, options.downloads));
  const archive = await fetchTarball(locked, options);
  try {
    const { reporter } = options;
    const { root, files } = await unpackTree({ archive, integrity, platform, into, reporter });
    const source = { kind: "npm", spec, integrity } as const;
    const staged = await inspectTree({ root, files, source, locked: true }, { platform, version });
    checkAgainstLock(staged.manifest, locked.files);
    return staged;
  } catch (error) {
    if (!(error instanceof ToolError && error.kind === "integrity")) throw error;
    await rm(archive, { force: true });
    if (!wasCached) throw error;
    await rm(into, { recursive: true, force: true });
    return stagePinnedPlatform(pinned, into);
  }
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

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
