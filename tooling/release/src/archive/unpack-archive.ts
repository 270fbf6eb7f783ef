import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { formatIntegrity, matchesIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import type { Progress } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { ChunkTap, chunkBytes } from "./chunk-tap.js";
import { type ArchiveLimits, defaultArchiveLimits } from "./entry-policy.js";
import { EntryStore } from "./entry-store.js";
import type { UnpackedFile } from "./store-entry.js";

export interface UnpackOptions {
  /** A gzipped tar file. */
  file: string;
  /** An existing, empty folder. On failure the caller removes it. */
  into: string;
  /** The integrity the file must have; null if it is not known. */
  integrity: string | null;
  limits?: ArchiveLimits;
  /** Receives the number of compressed bytes read so far. */
  progress?: Progress;
}

export interface UnpackedArchive {
  files: UnpackedFile[];
  /** SHA-512 of the archive, as subresource integrity. */
  integrity: string;
}

/** Unpacks an archive in one pass, which also computes the digests of the archive and its files. */
export async function unpackArchive(options: UnpackOptions): Promise<UnpackedArchive> {
  try {
    const unpacked = await unpack(options);
    if (options.integrity === null || unpacked.integrity === options.integrity) return unpacked;
    throw integrityError(options);
  } catch (error) {
    throw await explain(error, options);
  }
}

async function unpack(options: UnpackOptions): Promise<UnpackedArchive> {
  const { file, into, limits = defaultArchiveLimits, progress } = options;
  const digest = createHash("sha512");
  const store = new EntryStore(into, limits);
  await pipeline(
    createReadStream(file, { highWaterMark: chunkBytes }),
    new ChunkTap((chunk, total) => {
      digest.update(chunk);
      progress?.at(total);
    }),
    createGunzip({ chunkSize: chunkBytes }),
    new ChunkTap((_, total) => limitBytes(total, limits)),
    (chunks: AsyncIterable<Buffer>) => store.feed(chunks),
  ).catch(async (error: unknown) => {
    await store.abort(error);
    throw error;
  });
  return { files: store.files, integrity: formatIntegrity(digest) };
}

/** Limits the unpacked stream itself: entry sizes leave out headers and padding. */
function limitBytes(total: number, limits: ArchiveLimits): void {
  if (total <= limits.maxBytes + limits.maxEntries * 4_096) return;
  throw new ToolError(
    "check",
    `The archive is refused: more than ${limits.maxBytes} bytes unpacked`,
  );
}

/** A damaged archive can fail in many ways. If its integrity is wrong, that is what is reported. */
async function explain(error: unknown, options: UnpackOptions): Promise<ToolError> {
  const { file, integrity } = options;
  if (error instanceof ToolError && error.kind === "integrity") return error;
  if (integrity !== null && !(await matchesIntegrity(file, integrity))) {
    return integrityError(options);
  }
  if (error instanceof ToolError) return error;
  const { size } = await stat(file);
  const reason = describeError(error);
  return new ToolError("check", `${file} (${size} bytes) cannot be unpacked: ${reason}`, {
    cause: error,
  });
}

function integrityError({ file, integrity }: UnpackOptions): ToolError {
  return new ToolError("integrity", `${file} does not match the lock's ${integrity}`);
}
