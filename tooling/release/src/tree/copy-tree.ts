import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { lstat, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ChunkTap, chunkBytes } from "../archive/chunk-tap.js";
import { defaultArchiveLimits, EntryPolicy } from "../archive/entry-policy.js";
import type { UnpackedFile } from "../archive/store-entry.js";
import type { Platform } from "../runtime-package.js";
import { type FoundTree, findTree } from "./find-tree.js";
import { listFiles } from "./list-files.js";

/**
 * Copies a folder that contains an upstream tree. The rules for archive entries apply to its files.
 */
export async function copyTree(
  { folder, platform }: { folder: string; platform: Platform },
  into: string,
): Promise<FoundTree> {
  await mkdir(into, { recursive: true });
  const policy = new EntryPolicy(defaultArchiveLimits);
  const files: UnpackedFile[] = [];
  for (const path of await listFiles(folder)) {
    const found = await lstat(join(folder, path));
    const type = found.isFile() ? "File" : found.isSymbolicLink() ? "SymbolicLink" : "special";
    policy.check({ path, type, size: found.size });
    const copy = { from: join(folder, path), to: join(into, path), mode: found.mode };
    files.push({ path, ...(await copyHashed(copy)) });
  }
  return findTree(into, files, platform);
}

/** Copies one file, whose mode becomes 0755 or 0644, and computes its digest. */
export async function copyHashed(copy: {
  from: string;
  to: string;
  mode: number;
}): Promise<Omit<UnpackedFile, "path">> {
  const { from, to } = copy;
  const mode = (copy.mode & 0o111) === 0 ? 0o644 : 0o755;
  const hash = createHash("sha256");
  const tap = new ChunkTap((chunk) => void hash.update(chunk));
  await mkdir(dirname(to), { recursive: true });
  await pipeline(
    createReadStream(from, { highWaterMark: chunkBytes }),
    tap,
    createWriteStream(to, { flags: "wx", mode }),
  );
  return { size: tap.total, sha256: hash.digest("hex"), mode };
}
