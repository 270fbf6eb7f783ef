import { resolveInstalledRuntime } from "./resolve-installed-runtime.js";
import type { RuntimeSource } from "./runtime-manifest.js";

/** A Codex runtime on this machine. All paths are absolute. */
export interface CodexRuntime {
  /** The `codex` executable. */
  codexPath: string;
  /** Folders that belong in front of PATH when `codexPath` runs. */
  pathDirs: string[];
  /** Folder of the files Codex loads by itself; null in versions that have none. */
  resourcesDir: string | null;
  /** Codex version, as on npm. */
  version: string;
  /** Rust target. */
  target: string;
  /** Where the bytes came from. */
  source: RuntimeSource;
}

export interface ResolveCodexRuntimeOptions {
  /** Default: `process.platform`. */
  platform?: string;
  /** Default: `process.arch`. */
  arch?: string;
  /** Read for the package manager's name and settings only. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Where the search for a lock file starts. Default: `process.cwd()`. */
  cwd?: string;
  /** Finds a file of an installed package, throwing when there is none. Default: Node's resolution from here. */
  resolve?: (specifier: string) => string;
}

/**
 * Finds the Codex runtime installed for this platform and checks that its programs are present, have the
 * size they should have and can be executed. Reads no program; `verifyCodexRuntime` does.
 * Throws `CodexRuntimeError`.
 */
export function resolveCodexRuntime(options: ResolveCodexRuntimeOptions = {}): CodexRuntime {
  return resolveInstalledRuntime(options).runtime;
}

/** Path of the pinned `codex` executable for this platform. Throws `CodexRuntimeError`. */
export function bundledCodexPath(): string {
  return resolveCodexRuntime().codexPath;
}
