import { stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { describeError } from "../describe-error.js";
import type { Progress } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { type DownloadOptions, defaultIdleTimeoutMs } from "./download-options.js";
import { downloadPart } from "./download-part.js";
import { findStatus } from "./find-status.js";

export interface WholeDownload {
  /** The name shown to users. */
  label: string;
  url: string;
  /** The partial file, which may already hold what an earlier run downloaded. */
  part: string;
  /** Size of the whole file, in bytes. */
  size: number;
}

/** Downloads until the partial file is complete. Each attempt continues the one before. */
export async function downloadWhole(
  target: WholeDownload,
  options: DownloadOptions,
): Promise<void> {
  const { attempts = 4, retryDelayMs = 1_000, reporter } = options;
  const { label, size, part } = target;
  const progress = reporter.progress(`Downloading ${label}`, size);
  try {
    for (let attempt = 1; (await sizeOnDisk(part)) < size; attempt += 1) {
      const failure = await tryOnce(target, options, progress);
      if (failure && (!failure.isPassing || attempt >= attempts)) {
        throw networkError(label, failure.error);
      }
      if (failure) await delay(retryDelayMs * 2 ** (attempt - 1));
    }
  } finally {
    progress.done();
  }
}

/** The size of a file; 0 if it does not exist. */
export async function sizeOnDisk(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

interface Failure {
  error: unknown;
  /** Whether another attempt may succeed. */
  isPassing: boolean;
}

async function tryOnce(
  { url, part, size }: WholeDownload,
  { npmOptions, idleTimeoutMs = defaultIdleTimeoutMs }: DownloadOptions,
  progress: Progress,
): Promise<Failure | undefined> {
  const onBytes = (total: number): void => progress.at(total);
  try {
    await downloadPart({ url, part, size, npmOptions, idleTimeoutMs, onBytes });
    return undefined;
  } catch (error) {
    if (error instanceof ToolError) throw error;
    return { error, isPassing: isPassing(error) };
  }
}

/**
 * Client errors are permanent, except time-outs (408) and throttling (429). Server errors and
 * failures without a status may pass.
 */
function isPassing(error: unknown): boolean {
  const status = findStatus(error);
  if (status === undefined) return true;
  return status >= 500 || status === 408 || status === 429;
}

function networkError(label: string, cause: unknown): ToolError {
  const reason = describeError(cause);
  const advice = "What was downloaded is kept; run the command again to continue.";
  return new ToolError("network", `Downloading ${label} failed: ${reason}. ${advice}`, { cause });
}
