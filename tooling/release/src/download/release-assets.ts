import { join } from "node:path";
import fetch from "npm-registry-fetch";
import { describeError } from "../describe-error.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { type DownloadOptions, defaultIdleTimeoutMs } from "./download-options.js";
import { fetchAsset } from "./fetch-asset.js";

const sumsName = "codex-package_SHA256SUMS";

/** A larger list is not read. */
const maxBytes = 1024 * 1024;

/** The digests that upstream's release states for its archives. */
export interface ReleaseSums {
  /** The URL of the folder of the release's assets. */
  folder: string;
  /** The text of `SHA256SUMS`. */
  text: string;
}

/** Reads the `SHA256SUMS` of a release. `baseUrl` contains a folder for each release tag. */
export async function readReleaseSums(
  { version, baseUrl }: { version: string; baseUrl: string },
  { npmOptions, idleTimeoutMs = defaultIdleTimeoutMs }: DownloadOptions,
): Promise<ReleaseSums> {
  const folder = `${baseUrl.replace(/\/+$/, "")}/${parseCodexVersion(version).gitTag}`;
  const limits = { timeout: idleTimeoutMs, signal: AbortSignal.timeout(idleTimeoutMs) };
  const options = { ...npmOptions, ...limits, fetchRetries: 1, size: maxBytes };
  try {
    const response = await fetch(`${folder}/${sumsName}`, options as fetch.Options);
    return { folder, text: await response.text() };
  } catch (cause) {
    const reason = describeError(cause);
    throw new ToolError("network", `No answer for ${sumsName}: ${reason}`, { cause });
  }
}

/** The name of a platform's archive in a release. */
export function assetName({ target }: Platform): string {
  return `codex-package-${target}.tar.gz`;
}

/** Downloads a platform's archive, which must have the digest that the release states. */
export async function fetchReleaseAsset(
  platform: Platform,
  { folder, text }: ReleaseSums,
  options: DownloadOptions,
): Promise<string> {
  const name = assetName(platform);
  const sha256 = digestOf(name, text);
  const file = join(options.downloads, `${sha256.slice(0, 16)}-${name}`);
  await fetchAsset({ url: `${folder}/${name}`, file, sha256 }, options);
  return file;
}

/** The digest of a file in a `sha256sum` listing, which must list it exactly once. */
function digestOf(name: string, sums: string): string {
  const lines = sums.split(/\r?\n/).map((line) => /^([0-9a-f]{64}) [ *](.+)$/.exec(line));
  const digests = lines.filter((match) => match?.[2] === name).map((match) => match?.[1]);
  const [digest, ...others] = digests;
  if (digest !== undefined && others.length === 0) return digest;
  throw new ToolError("integrity", `${sumsName} lists ${name} ${digests.length} times, not once`);
}
