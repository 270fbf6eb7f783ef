import pacote from "pacote";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";
import {
  type DownloadOptions,
  defaultIdleTimeoutMs,
  type TarballSource,
} from "./download-options.js";
import { probeSize } from "./probe-size.js";
import type { NpmOptions } from "./read-npm-options.js";

/**
 * Pacote's fetcher for a URL. Where a mirror's manifests name the public registry in tarball URLs,
 * it puts the configured registry there instead. Pacote's type declarations leave the class out.
 */
const { RemoteFetcher } = pacote as unknown as {
  RemoteFetcher: new (url: string, options: NpmOptions) => { resolved: string };
};

type LocateOptions = Pick<DownloadOptions, "npmOptions" | "idleTimeoutMs">;

/**
 * The URL of a tarball in the configured registry. Throws if the registry states another integrity.
 */
export async function locateTarball(
  { spec, integrity }: TarballSource,
  options: LocateOptions,
): Promise<string> {
  const { url, integrity: offered } = await findTarball(spec, options);
  const digests = offered.split(/\s+/);
  // What is downloaded is compared with the lock, so a registry that states less than that will do.
  const hasSha512 = digests.some((digest) => digest.startsWith("sha512-"));
  if (!hasSha512 || digests.includes(integrity)) return url;
  throw new ToolError(
    "integrity",
    `The registry states ${offered} as the integrity of ${spec}, but the lock has ${integrity}`,
  );
}

/** The integrity and the size of a tarball as the registry states them. Nothing is downloaded. */
export async function probeTarball(spec: string, options: DownloadOptions): Promise<TarballSource> {
  const { url, integrity } = await findTarball(spec, options);
  const sha512 = integrity.split(/\s+/).find((digest) => digest.startsWith("sha512-"));
  if (!sha512) throw new ToolError("integrity", `The registry states no SHA-512 for ${spec}`);
  return { spec, integrity: sha512, size: await probeSize(url, options) };
}

/** A tarball's URL, and the digests that the registry states; an empty string if it states none. */
async function findTarball(
  spec: string,
  { npmOptions, idleTimeoutMs = defaultIdleTimeoutMs }: LocateOptions,
): Promise<{ url: string; integrity: string }> {
  const manifest = await readManifest(spec, { ...npmOptions, timeout: idleTimeoutMs });
  const url = new RemoteFetcher(manifest._resolved, npmOptions).resolved;
  return { url, integrity: String(manifest._integrity ?? "") };
}

async function readManifest(spec: string, npmOptions: NpmOptions): Promise<pacote.ManifestResult> {
  try {
    return await pacote.manifest(spec, npmOptions);
  } catch (cause) {
    const reason = describeError(cause);
    throw new ToolError("network", `The registry does not answer for ${spec}: ${reason}`, {
      cause,
    });
  }
}
