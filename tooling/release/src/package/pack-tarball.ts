import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Header } from "tar";
import { ChunkTap } from "../archive/chunk-tap.js";
import { formatIntegrity } from "../compute-integrity.js";
import type { Progress } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { contentSize, type PackageFile } from "./package-file.js";

export interface PackedTarball {
  /** SHA-512 in the format of subresource integrity. */
  integrity: string;
  /** Size of the tarball, in bytes. */
  size: number;
  /** Total size of its files, in bytes. */
  unpackedSize: number;
}

/** The time that npm gives every file. It is later than 1970, which some tools can't handle. */
const mtime = new Date("1985-10-26T08:15:00Z");
const blockBytes = 512;

/**
 * Writes an npm tarball whose bytes depend only on the given files: it is sorted, times and owners
 * are fixed, and modes are not read from the disk.
 */
export async function packTarball(
  files: readonly PackageFile[],
  target: string,
  progress?: Progress,
): Promise<PackedTarball> {
  const digest = createHash("sha512");
  const measured = new ChunkTap((chunk) => void digest.update(chunk));
  await pipeline(
    tarStream(files, progress),
    createGzip({ level: 9, chunkSize: 256 * 1024 }),
    new ChunkTap(forgetSystem),
    measured,
    createWriteStream(target, { flags: "wx" }),
  );
  const { total: size } = measured;
  return { integrity: formatIntegrity(digest), size, unpackedSize: totalSize(files) };
}

export function totalSize(files: readonly PackageFile[]): number {
  return files.reduce((total, file) => total + contentSize(file), 0);
}

async function* tarStream(
  files: readonly PackageFile[],
  progress?: Progress,
): AsyncGenerator<Buffer> {
  let packed = 0;
  for (const file of sorted(files)) {
    const size = contentSize(file);
    yield header(file, size);
    for await (const chunk of chunksOf(file)) {
      packed += chunk.length;
      progress?.at(packed);
      yield chunk;
    }
    yield Buffer.alloc((blockBytes - (size % blockBytes)) % blockBytes);
  }
  yield Buffer.alloc(blockBytes * 2);
}

/** Sorted by code unit, so that the locale makes no difference. */
function sorted(files: readonly PackageFile[]): PackageFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function header({ path, mode }: PackageFile, size: number): Buffer {
  const block = Buffer.alloc(blockBytes);
  const fields = {
    path: `package/${path}`,
    mode,
    size,
    mtime,
    type: "File",
    uid: 0,
    gid: 0,
  } as const;
  const needsExtension = new Header(fields).encode(block);
  if (!needsExtension) return block;
  throw new ToolError("check", `${path} does not fit the tar format`);
}

async function* chunksOf({ path, content }: PackageFile): AsyncGenerator<Buffer> {
  if (Buffer.isBuffer(content)) {
    if (content.length > 0) yield content;
    return;
  }
  let read = 0;
  for await (const chunk of createReadStream(content.file, { highWaterMark: 256 * 1024 })) {
    read += chunk.length;
    yield chunk;
  }
  if (read === content.size) return;
  throw new ToolError("integrity", `${path} changed while it was packed`);
}

/** Sets byte 9 of the gzip header, the operating system, to 255, which means unknown. */
function forgetSystem(chunk: Buffer, total: number): void {
  const at = 9 - (total - chunk.length);
  if (at >= 0 && at < chunk.length) chunk[at] = 255;
}
