import type { Reporter } from "../reporter.js";
import type { NpmOptions } from "./read-npm-options.js";

/** How long a server may send nothing, in milliseconds. */
export const defaultIdleTimeoutMs = 30_000;

export interface DownloadOptions {
  /** The folder of verified downloads and of the `.part` files of unfinished ones. */
  downloads: string;
  npmOptions: NpmOptions;
  reporter: Reporter;
  /** How long a server may send nothing, in milliseconds. Default: 30 000. */
  idleTimeoutMs?: number;
  /** Attempts per download. Default: 4. */
  attempts?: number;
  /**
   * Pause before the second attempt, in milliseconds; doubles for each further one. Default: 1 000.
   */
  retryDelayMs?: number;
}

/** A tarball whose integrity and size are known, from the lock or from the registry. */
export interface TarballSource {
  /** Registry spec, such as `@openai/codex@0.169.0-linux-x64`. */
  spec: string;
  integrity: string;
  /** Size of the tarball, in bytes. */
  size: number;
}
