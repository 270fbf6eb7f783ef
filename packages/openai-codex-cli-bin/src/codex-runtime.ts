import type { RuntimeSource } from "./runtime-manifest.js";

/** A Codex runtime on this machine. All paths are absolute. */
export interface CodexRuntime {
  /** The `codex` executable. */
  codexPath: string;
  /** Folders to put in front of PATH when running `codexPath`. */
  pathDirs: string[];
  /** Folder with files that Codex finds by itself; null in versions that have none. */
  resourcesDir: string | null;
  /** The Codex version, as on npm. */
  version: string;
  /** The Rust target that the binary was built for. */
  target: string;
  /** Where the files came from. */
  source: RuntimeSource;
}
