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
