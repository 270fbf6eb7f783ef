import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileIntegrity } from "../integrity.js";
import type { Reporter } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { downloadPart } from "./download-part.js";
import { locateTarball } from "./locate-tarball.js";
import type { NpmOptions } from "./npm-options.js";

/** Bytes that a lock or a registry vouches for. */
export interface TarballSource {
  /** Registry spec, such as `@openai/codex@0.169.0-linux-x64`. */
  spec: string;
  integrity: string;
  /** Bytes. */
  size: number;
}

export interface FetchTarballOptions {
  /** Where verified tarballs stay, and the `.part` files of unfinished ones. */
  downloads: string;
  npmOptions: NpmOptions;
  reporter: Reporter;
  /** Longest silence of the server, in milliseconds. Default: 30 000. */
  idleTimeoutMs?: number;
  /** Default: 4. */
  attempts?: number;
  /** Pause before the second attempt, in milliseconds; doubles with each. Default: 1 000. */
  retryDelayMs?: number;
}

/**
 * The verified tarball's path, downloaded unless it is there already. A download that breaks off leaves a
 * `.part` file that the next call continues; bytes that do not match leave nothing.
 */
export async function fetchTarball(
  source: TarballSource,
  options: FetchTarballOptions,
): Promise<string> {
  const file = tarballPath(source, options.downloads);
  if ((await sizeOf(file)) === source.size) return file;
  await mkdir(options.downloads, { recursive: true });
  const url = await locateTarball(source, options);
  const part = `${file}.part`;
  if (!(await download({ source, url, part }, options))) {
    throw new ToolError(
      "integrity",
      `${source.spec} does not match its integrity ${source.integrity}`,
    );
  }
  await rename(part, file);
  return file;
}

/** Where a source's verified tarball lies. The name changes with the bytes it must have. */
export function tarballPath({ spec, integrity }: TarballSource, downloads: string): string {
  const name = spec.replace(/[^\w.-]+/g, "-").replace(/^-/, "");
  const digest = Buffer.from(integrity.replace(/^sha512-/, ""), "base64").toString("hex");
  return join(downloads, `${name}-${digest.slice(0, 16)}.tgz`);
}

interface Download {
  source: TarballSource;
  url: string;
  part: string;
}

/** False when the whole file was had and is wrong; the part is then gone. */
async function download(target: Download, options: FetchTarballOptions): Promise<boolean> {
  const { source, part } = target;
  const wasResumed = (await sizeOf(part)) > 0;
  await downloadWhole(target, options);
  if ((await fileIntegrity(part)) === source.integrity) return true;
  await rm(part);
  // What an earlier run left may be what is wrong.
  return wasResumed ? download(target, options) : false;
}

/** Attempt by attempt, until the part has the size it should have. */
async function downloadWhole(target: Download, options: FetchTarballOptions): Promise<void> {
  const { attempts = 4, retryDelayMs = 1_000, reporter } = options;
  const { source, part } = target;
  const progress = reporter.progress(`Downloading ${source.spec}`, source.size);
  try {
    for (let attempt = 1; (await sizeOf(part)) < source.size; attempt += 1) {
      const failure = await tryOnce(target, options, progress.at);
      if (failure && (!failure.isPassing || attempt >= attempts)) {
        throw networkError(target, failure.error);
      }
      if (failure) await delay(retryDelayMs * 2 ** (attempt - 1));
    }
  } finally {
    progress.done();
  }
}

interface Failure {
  error: unknown;
  /** Whether trying again may help. */
  isPassing: boolean;
}

async function tryOnce(
  { source, url, part }: Download,
  { npmOptions, idleTimeoutMs = 30_000 }: FetchTarballOptions,
  onBytes: (total: number) => void,
): Promise<Failure | undefined> {
  try {
    await downloadPart({ url, part, size: source.size, npmOptions, idleTimeoutMs, onBytes });
    return undefined;
  } catch (error) {
    if (error instanceof ToolError) throw error;
    return { error, isPassing: isPassing(error) };
  }
}

/** Client errors stay; time-outs, throttling and everything without a status may pass. */
function isPassing(error: unknown): boolean {
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status !== "number") return true;
  return status >= 500 || status === 408 || status === 429;
}

function networkError({ source }: Download, cause: unknown): ToolError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Downloading ${source.spec} failed: ${reason}. What has arrived is kept; run again to continue.`;
  return new ToolError("network", message, { cause });
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
