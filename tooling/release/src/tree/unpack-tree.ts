import { mkdir, stat } from "node:fs/promises";
import { unpackArchive } from "../archive/unpack-archive.js";
import type { Reporter } from "../reporter.js";
import type { Platform } from "../runtime-package.js";
import { type FoundTree, findTree } from "./find-tree.js";

export interface UnpackTreeOptions {
  archive: string;
  /** What the archive's bytes must match; null when nothing is known about them. */
  integrity: string | null;
  platform: Platform;
  /** A folder for the unpacked files, made here. */
  into: string;
  reporter: Reporter;
}

/** Unpacks an upstream archive of either kind and finds the tree in it. */
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
