import { rm } from "node:fs/promises";
import type { DownloadOptions, TarballSource } from "../download/download-options.js";
import { sizeOnDisk } from "../download/download-whole.js";
import { downloadPath, fetchTarball } from "../download/fetch-tarball.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import type { FoundTree } from "./find-tree.js";
import { unpackTree } from "./unpack-tree.js";

export interface TreeRequest {
  source: TarballSource;
  platform: Platform;
  /** The folder to create for the unpacked files. */
  into: string;
  options: DownloadOptions;
}

/**
 * Downloads and unpacks a tarball, which must have the stated integrity. If an earlier download was
 * damaged on disk, it is downloaded again.
 */
export async function fetchTree(request: TreeRequest): Promise<FoundTree> {
  const { source, platform, into, options } = request;
  const { integrity } = source;
  const wasKept = (await sizeOnDisk(downloadPath(source, options.downloads))) > 0;
  const archive = await fetchTarball(source, options);
  try {
    return await unpackTree({ archive, integrity, platform, into, reporter: options.reporter });
  } catch (error) {
    if (!(error instanceof ToolError && error.kind === "integrity")) throw error;
    await rm(archive, { force: true });
    if (!wasKept) throw error;
    await rm(into, { recursive: true, force: true });
    return fetchTree(request);
  }
}
