import fetch from "npm-registry-fetch";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";
import { type DownloadOptions, defaultIdleTimeoutMs } from "./download-options.js";

/** The size of a file as the server states it, from a HEAD request. */
export async function probeSize(
  url: string,
  { npmOptions, idleTimeoutMs = defaultIdleTimeoutMs }: DownloadOptions,
): Promise<number> {
  const timeout = { timeout: idleTimeoutMs, signal: AbortSignal.timeout(idleTimeoutMs) };
  const response = await fetch(url, { ...npmOptions, ...timeout, method: "HEAD" }).catch(
    (cause: unknown) => {
      const reason = describeError(cause);
      throw new ToolError("network", `No answer for ${new URL(url).pathname}: ${reason}`, {
        cause,
      });
    },
  );
  const size = Number(response.headers.get("content-length"));
  if (Number.isSafeInteger(size) && size > 0) return size;
  throw new ToolError("network", `The server does not state the size of ${new URL(url).pathname}`);
}
