import type { Reporter } from "../reporter.js";
import type { NpmOptions } from "./read-npm-options.js";

/** Longest silence of the server, in milliseconds. */
export const defaultIdleTimeoutMs = 30_000;

export interface DownloadOptions {
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

/** Bytes that a lock or a registry vouches for. */
export interface TarballSource {
  /** Registry spec, such as `@openai/codex@0.169.0-linux-x64`. */
  spec: string;
  integrity: string;
  /** Bytes. */
  size: number;
}
