import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import fetch from "npm-registry-fetch";
import { ToolError } from "../tool-error.js";
import type { NpmOptions } from "./npm-options.js";

export interface PartDownload {
  url: string;
  /** The file that grows; continued where it ends if the server can, else begun again. */
  part: string;
  /** Bytes the whole file must have. */
  size: number;
  npmOptions: NpmOptions;
  idleTimeoutMs: number;
  /** Told how many bytes the part has. */
  onBytes: (total: number) => void;
}

/** One request. Rejects when it breaks off, with what has arrived kept in the part. */
export async function downloadPart(download: PartDownload): Promise<void> {
  const { url, part, size, npmOptions, idleTimeoutMs } = download;
  const watchdog = createWatchdog(idleTimeoutMs);
  const have = await partSize(download);
  try {
    const response = await fetch(url, {
      ...npmOptions,
      // Attempts are counted by the caller, which continues where this one ends.
      fetchRetries: 0,
      timeout: idleTimeoutMs,
      signal: watchdog.signal,
      headers: { "accept-encoding": "identity", ...(have > 0 && { range: `bytes=${have}-` }) },
    });
    if (!response.body) throw new Error("the server answered without a body");
    const start = response.status === 206 ? rangeStart(response.headers.get("content-range")) : 0;
    if (start !== 0 && start !== have)
      throw new Error(`the server answered with another range (${start})`);
    const count = counter({ start, download, watchdog });
    const file = createWriteStream(part, { flags: start === 0 ? "w" : "a" });
    await pipeline(response.body, count, file, { signal: watchdog.signal });
  } catch (error) {
    await dropUnusable(error, part);
    throw watchdog.signal.aborted ? watchdog.signal.reason : error;
  } finally {
    watchdog.stop();
  }
  const arrived = (await stat(part)).size;
  if (arrived < size) throw new Error(`the connection ended after ${arrived} of ${size} bytes`);
}

/** A part as long as the whole, or longer, is not one. */
async function partSize({ part, size }: PartDownload): Promise<number> {
  const have = await stat(part).then(
    (found) => found.size,
    () => 0,
  );
  if (have < size) return have;
  await rm(part, { force: true });
  return 0;
}

/** Too many bytes, or a range the server does not have: the part is of no use to the next attempt. */
async function dropUnusable(error: unknown, part: string): Promise<void> {
  const isOutOfRange = (error as { statusCode?: unknown }).statusCode === 416;
  if (isOutOfRange || error instanceof ToolError) await rm(part, { force: true });
}

function rangeStart(contentRange: string | null): number {
  const match = /^bytes (\d+)-/.exec(contentRange ?? "");
  return match ? Number(match[1]) : Number.NaN;
}

function counter(input: { start: number; download: PartDownload; watchdog: Watchdog }): Transform {
  const { download, watchdog } = input;
  let total = input.start;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      watchdog.kick();
      total += chunk.length;
      download.onBytes(Math.min(total, download.size));
      done(total > download.size ? tooLong(download) : null, chunk);
    },
  });
}

function tooLong({ url, size }: PartDownload): ToolError {
  return new ToolError(
    "integrity",
    `${new URL(url).pathname} is longer than the ${size} bytes it should have`,
  );
}

interface Watchdog {
  signal: AbortSignal;
  kick: () => void;
  stop: () => void;
}

/** Aborts after `idleTimeoutMs` without a kick. */
function createWatchdog(idleTimeoutMs: number): Watchdog {
  const controller = new AbortController();
  const bark = () => controller.abort(new Error(`the server sent nothing for ${idleTimeoutMs} ms`));
  const timer = setTimeout(bark, idleTimeoutMs);
  return {
    signal: controller.signal,
    kick: () => timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
