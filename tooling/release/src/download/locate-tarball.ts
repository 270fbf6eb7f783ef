import pacote from "pacote";
import { ToolError } from "../tool-error.js";
import type { DownloadOptions, TarballSource } from "./download-options.js";
import type { NpmOptions } from "./read-npm-options.js";

/**
 * Pacote's fetcher for an address, which puts the configured registry in place of the one a mirror merely
 * repeats. Its type declarations leave it out.
 */
const { RemoteFetcher } = pacote as unknown as {
  RemoteFetcher: new (url: string, options: NpmOptions) => { resolved: string };
};

type LocateOptions = Pick<DownloadOptions, "npmOptions" | "idleTimeoutMs">;

/** The address from which the user's own registry serves a tarball. Refuses a registry with other bytes. */
export async function locateTarball(
  { spec, integrity }: TarballSource,
  options: LocateOptions,
): Promise<string> {
  const { url, integrity: offered } = await findTarball(spec, options);
  if (offered === "" || offered.split(/\s+/).includes(integrity)) return url;
  throw new ToolError(
    "integrity",
    `The registry offers ${spec} with ${offered}; the lock has ${integrity}`,
  );
}

/** A tarball's address and the digests the registry states; empty when it states none. */
export async function findTarball(
  spec: string,
  { npmOptions, idleTimeoutMs = 30_000 }: LocateOptions,
): Promise<{ url: string; integrity: string }> {
  const manifest = await readManifest(spec, { ...npmOptions, timeout: idleTimeoutMs });
  const url = new RemoteFetcher(manifest._resolved, npmOptions).resolved;
  return { url, integrity: String(manifest._integrity ?? "") };
}

async function readManifest(spec: string, npmOptions: NpmOptions): Promise<pacote.ManifestResult> {
  try {
    return await pacote.manifest(spec, npmOptions);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ToolError("network", `The registry does not answer for ${spec}: ${reason}`, {
      cause,
    });
  }
}
