import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import fetch from "npm-registry-fetch";
import { fileSha256 } from "../integrity.js";
import { ToolError } from "../tool-error.js";
import type { DownloadOptions } from "./download-options.js";
import { downloadWhole } from "./download-whole.js";

export interface Asset {
  url: string;
  /** Where it goes. */
  file: string;
  /** Null for the file that states the others' digests. */
  sha256: string | null;
}

/** Downloads a release asset, with the same parts, attempts and proxies as a tarball; kept if it is there already. */
export async function fetchAsset(
  { url, file, sha256 }: Asset,
  options: DownloadOptions,
): Promise<void> {
  if (sha256 !== null && (await has(file, sha256))) return;
  await mkdir(dirname(file), { recursive: true });
  const part = `${file}.part`;
  const size = await probeSize(url, options);
  await downloadWhole({ label: new URL(url).pathname, url, part, size }, options);
  if (sha256 === null || (await fileSha256(part)) === sha256) return rename(part, file);
  await rm(part);
  throw new ToolError(
    "integrity",
    `${url} does not have the SHA-256 ${sha256} that its release states`,
  );
}

/** Bytes the server says it will send. */
export async function probeSize(
  url: string,
  { npmOptions, idleTimeoutMs = 30_000 }: DownloadOptions,
): Promise<number> {
  const timeout = { timeout: idleTimeoutMs, signal: AbortSignal.timeout(idleTimeoutMs) };
  const response = await fetch(url, { ...npmOptions, ...timeout, method: "HEAD" }).catch(
    (cause) => {
      throw new ToolError("network", `No answer for ${new URL(url).pathname}: ${cause.message}`, {
        cause,
      });
    },
  );
  const size = Number(response.headers.get("content-length"));
  if (Number.isSafeInteger(size) && size > 0) return size;
  throw new ToolError("network", `The server states no size for ${new URL(url).pathname}`);
}

async function has(file: string, sha256: string): Promise<boolean> {
  if (!(await stat(file).catch(() => null))) return false;
  return (await fileSha256(file)) === sha256;
}
