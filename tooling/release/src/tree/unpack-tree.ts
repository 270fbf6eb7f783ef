import { mkdir, stat } from "node:fs/promises";
import { unpackArchive } from "../archive/unpack-archive.js";
import type { Reporter } from "../reporter.js";
import type { Platform } from "../runtime-package.js";
import { type FoundTree, findTree } from "./find-tree.js";

export interface UnpackTreeOptions {
  archive: string;
  /** The integrity the archive must have; null if it is not known. */
  integrity: string | null;
  platform: Platform;
  /** The folder to create for the unpacked files. */
  into: string;
  reporter: Reporter;
}

/** Unpacks an npm tarball or release archive of upstream and finds the tree in it. */
export async function unpackTree(
  options: UnpackTreeOptions,
): Promise<FoundTree & { integrity: string }> {
  const { archive, integrity, platform, into, reporter } = options;
  await mkdir(into, { recursive: true });
  const { size } = await stat(archive);
  const progress = reporter.progress(`Unpacking ${platform.platform}`, size);
  try {
    const unpacked = await unpackArchive({ file: archive, into, integrity, progress });
    return { ...findTree(into, unpacked.files, platform), integrity: unpacked.integrity };
  } finally {
    progress.done();
  }
}
