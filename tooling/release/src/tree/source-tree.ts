import type { UnpackedFile } from "../archive/store-entry.js";
import type { RuntimeSource } from "../runtime-package.js";

/** An upstream tree on disk, ready to be described and moved. */
export interface SourceTree {
  /** The folder that becomes `runtime/`. */
  root: string;
  /** Its files, with paths relative to `root`. */
  files: UnpackedFile[];
  source: RuntimeSource;
  /** Whether the bytes matched the lock. */
  locked: boolean;
}
