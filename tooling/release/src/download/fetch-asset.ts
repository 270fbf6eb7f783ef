import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { computeSha256 } from "../compute-integrity.js";
import { ToolError } from "../tool-error.js";
import type { DownloadOptions } from "./download-options.js";
import { downloadWhole } from "./download-whole.js";
import { probeSize } from "./probe-size.js";

export interface Asset {
  url: string;
  /** The file to download it to. */
  file: string;
  /** The SHA-256 it must have; null for the list of checksums itself. */
  sha256: string | null;
}

/**
 * Downloads a release asset the way a tarball is downloaded: with retries, partial files and npm's
 * proxy settings. Does nothing if the file already exists with the right digest.
 */
export async function fetchAsset(
  { url, file, sha256 }: Asset,
  options: DownloadOptions,
): Promise<void> {
  if (sha256 !== null && (await has(file, sha256))) return;
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  const size = await probeSize(url, options);
  await downloadWhole({ label: new URL(url).pathname, url, part, size }, options);
  if (sha256 === null || (await computeSha256(part)) === sha256) return rename(part, file);
  await rm(part);
  throw new ToolError(
    "integrity",
    `${url} does not have the SHA-256 ${sha256} that the release lists for it`,
  );
}

async function has(file: string, sha256: string): Promise<boolean> {
  if (!(await stat(file).catch(() => null))) return false;
  return (await computeSha256(file)) === sha256;
}
