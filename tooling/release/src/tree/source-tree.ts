import type { UnpackedFile } from "../archive/store-entry.js";
import type { RuntimeSource } from "../runtime-package.js";

/** An upstream tree on disk and where it came from. */
export interface SourceTree {
  /** The folder that becomes `runtime/`. */
  root: string;
  /** Its files, with paths relative to `root`. */
  files: UnpackedFile[];
  source: RuntimeSource;
  /** Whether its source is covered by the lock. */
  locked: boolean;
}
