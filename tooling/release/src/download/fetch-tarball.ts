import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { computeIntegrity } from "../compute-integrity.js";
import { ToolError } from "../tool-error.js";
import type { DownloadOptions, TarballSource } from "./download-options.js";
import { downloadWhole, sizeOnDisk } from "./download-whole.js";
import { locateTarball } from "./locate-tarball.js";

/**
 * Downloads a tarball, unless a verified copy exists, and returns its path. A broken download
 * leaves a `.part` file, which the next call continues; one with the wrong integrity leaves
 * nothing.
 */
export async function fetchTarball(
  source: TarballSource,
  options: DownloadOptions,
): Promise<string> {
  const file = downloadPath(source, options.downloads);
  if ((await sizeOnDisk(file)) === source.size) return file;
  await mkdir(options.downloads, { recursive: true });
  const url = await locateTarball(source, options);
  const part = `${file}.part`;
  if (!(await download({ source, url, part }, options))) {
    throw new ToolError(
      "integrity",
      `${source.spec} does not match its integrity ${source.integrity}`,
    );
  }
  await rename(part, file);
  return file;
}

/**
 * The path of a source's verified tarball. It depends on the integrity, so a changed one gets a new
 * file.
 */
export function downloadPath({ spec, integrity }: TarballSource, downloads: string): string {
  const name = spec.replace(/[^\w.-]+/g, "-").replace(/^-/, "");
  const digest = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
  return join(downloads, `${name}-${digest.slice(0, 16)}.tgz`);
}

interface Download {
  source: TarballSource;
  url: string;
  part: string;
}

/** Returns false, and removes the file, if it is complete but its integrity is wrong. */
async function download(target: Download, options: DownloadOptions): Promise<boolean> {
  const { source, url, part } = target;
  const wasResumed = (await sizeOnDisk(part)) > 0;
  await downloadWhole({ label: source.spec, url, part, size: source.size }, options);
  if ((await computeIntegrity(part)) === source.integrity) return true;
  await rm(part);
  // The wrong bytes may come from an earlier run's partial file: download everything once more.
  return wasResumed ? download(target, options) : false;
}
