import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ChunkTap, chunkBytes } from "../archive/chunk-tap.js";
import { formatIntegrity } from "../compute-integrity.js";
import { ToolError } from "../tool-error.js";

/** A copy of a tarball that nobody else writes to. */
export interface PrivateCopy extends AsyncDisposable {
  /** Absolute path. */
  path: string;
}

/**
 * Copies a tarball into a new folder inside `folder` and computes its digest on the way. The copy
 * holds exactly the bytes that were checked, whatever happens to the original meanwhile.
 */
export async function copyPrivately(
  { path, integrity }: { path: string; integrity: string },
  folder: string,
): Promise<PrivateCopy> {
  const own = await mkdtemp(join(folder, "upload-"));
  const copy = {
    path: join(own, basename(path)),
    [Symbol.asyncDispose](): Promise<void> {
      return rm(own, { recursive: true, force: true });
    },
  };
  try {
    const digest = createHash("sha512");
    await pipeline(
      createReadStream(path, { highWaterMark: chunkBytes }),
      new ChunkTap((chunk) => void digest.update(chunk)),
      createWriteStream(copy.path, { flags: "wx", mode: 0o600 }),
    );
    if (formatIntegrity(digest) === integrity) return copy;
    throw new ToolError("integrity", `${path} has changed since it was checked`);
  } catch (error) {
    await copy[Symbol.asyncDispose]();
    throw error;
  }
}
