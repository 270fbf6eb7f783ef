import type { DownloadOptions, TarballSource } from "../download/download-options.js";
import { findTarball } from "../download/locate-tarball.js";
import { probeSize } from "../download/probe-size.js";
import { ToolError } from "../tool-error.js";

/** What the registry states about a tarball: its digest and, without downloading it, its size. */
export async function probeTarball(spec: string, options: DownloadOptions): Promise<TarballSource> {
  const { url, integrity } = await findTarball(spec, options);
  const sha512 = integrity.split(/\s+/).find((digest) => digest.startsWith("sha512-"));
  if (!sha512) throw new ToolError("integrity", `The registry states no SHA-512 for ${spec}`);
  return { spec, integrity: sha512, size: await probeSize(url, options) };
}
