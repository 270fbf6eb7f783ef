import fetch from "npm-registry-fetch";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";
import { type DownloadOptions, defaultIdleTimeoutMs } from "./download-options.js";
import { findStatus } from "./find-status.js";

/** The statuses with which servers refuse HEAD though they answer GET. */
const refusals = [403, 405, 501];

/** The size of a file as the server states it. Its content is not read. */
export async function probeSize(url: string, options: DownloadOptions): Promise<number> {
  const stated = await readLength(url, options).catch((cause: unknown) => {
    const reason = describeError(cause);
    throw new ToolError("network", `No answer for ${new URL(url).pathname}: ${reason}`, { cause });
  });
  const size = Number(stated);
  if (Number.isSafeInteger(size) && size > 0) return size;
  throw new ToolError("network", `The server does not state the size of ${new URL(url).pathname}`);
}

async function readLength(url: string, options: DownloadOptions): Promise<string | null> {
  try {
    return await ask("HEAD", url, options);
  } catch (error) {
    if (!refusals.includes(findStatus(error) ?? 0)) throw error;
    return ask("GET", url, options);
  }
}

async function ask(
  method: "GET" | "HEAD",
  url: string,
  { npmOptions, idleTimeoutMs = defaultIdleTimeoutMs }: DownloadOptions,
): Promise<string | null> {
  const ending = new AbortController();
  const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(idleTimeoutMs)]);
  const headers = { "accept-encoding": "identity" };
  const options = { ...npmOptions, timeout: idleTimeoutMs, signal, headers, method };
  const response = await fetch(url, options as fetch.Options);
  // Only the head of the answer is wanted, and ending the connection is an error of its body.
  response.body?.on("error", () => {});
  ending.abort();
  return response.headers.get("content-length");
}
