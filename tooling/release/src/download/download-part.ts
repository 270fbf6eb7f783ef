import { open, rm, stat } from "node:fs/promises";
import fetch from "npm-registry-fetch";
import { ToolError } from "../tool-error.js";
import { findStatus } from "./find-status.js";
import type { NpmOptions } from "./read-npm-options.js";
import { Watchdog } from "./watchdog.js";

export interface PartDownload {
  url: string;
  /** The partial file. It is continued if the server supports ranges, otherwise begun again. */
  part: string;
  /** Size of the whole file, in bytes. */
  size: number;
  npmOptions: NpmOptions;
  idleTimeoutMs: number;
  /** Receives the number of bytes downloaded so far. */
  onBytes(total: number): void;
}

/**
 * Downloads with one request. Rejects if the connection breaks; the partial file keeps what
 * arrived.
 */
export async function downloadPart(download: PartDownload): Promise<void> {
  const { part, size, idleTimeoutMs } = download;
  const watchdog = new Watchdog(idleTimeoutMs);
  try {
    await request(download, watchdog);
  } catch (error) {
    await dropUnusable(error, part);
    throw watchdog.signal.aborted ? watchdog.signal.reason : error;
  } finally {
    watchdog.stop();
  }
  const arrived = (await stat(part)).size;
  if (arrived < size) throw new Error(`the connection ended after ${arrived} of ${size} bytes`);
}

async function request(download: PartDownload, watchdog: Watchdog): Promise<void> {
  const { url, npmOptions, idleTimeoutMs } = download;
  const have = await partSize(download);
  const { status, headers, body } = await fetch(url, {
    ...npmOptions,
    // The caller retries, from where this request ended.
    fetchRetries: 0,
    // Longer than the watchdog's, so that the watchdog with its better message ends the request
    // first.
    timeout: idleTimeoutMs * 2,
    signal: watchdog.signal,
    headers: { "accept-encoding": "identity", ...(have > 0 && { range: `bytes=${have}-` }) },
  });
  if (!body) throw new Error("the server answered without a body");
  const start = status === 206 ? startOfContentRange(headers.get("content-range")) : 0;
  if (start !== 0 && start !== have) throw new Error(`the server answered with range ${start}`);
  await append({ body: body as AsyncIterable<Buffer>, start, download, watchdog });
}

/** Writes each chunk as it arrives, so that a broken connection loses none. */
async function append(input: {
  body: AsyncIterable<Buffer>;
  start: number;
  download: PartDownload;
  watchdog: Watchdog;
}): Promise<void> {
  const { body, start, download, watchdog } = input;
  const file = await open(download.part, start === 0 ? "w" : "a");
  let total = start;
  try {
    for await (const chunk of body) {
      watchdog.kick();
      total += chunk.length;
      if (total > download.size) throw tooLong(download);
      await file.writeFile(chunk);
      download.onBytes(total);
    }
  } finally {
    await file.close();
  }
}

/** The size of a partial file. One that is not shorter than the whole is wrong, and removed. */
async function partSize({ part, size }: PartDownload): Promise<number> {
  const have = await stat(part).then(
    (found) => found.size,
    () => 0,
  );
  if (have < size) return have;
  await rm(part, { force: true });
  return 0;
}

/**
 * Removes a partial file that can't be continued: it is too long, or the server refuses its range.
 */
async function dropUnusable(error: unknown, part: string): Promise<void> {
  if (findStatus(error) === 416 || error instanceof ToolError) await rm(part, { force: true });
}

function startOfContentRange(contentRange: string | null): number {
  const match = /^bytes (\d+)-/.exec(contentRange ?? "");
  return match ? Number(match[1]) : Number.NaN;
}

function tooLong({ url, size }: PartDownload): ToolError {
  return new ToolError(
    "integrity",
    `${new URL(url).pathname} is longer than the ${size} bytes it should have`,
  );
}
