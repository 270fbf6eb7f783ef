import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { ReadEntry } from "tar";
import { formatIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import type { Progress } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { ChunkTap, chunkBytes } from "./chunk-tap.js";
import { type ArchiveLimits, defaultArchiveLimits, type EntryKind } from "./entry-policy.js";
import { EntryReader } from "./entry-reader.js";

export interface ReadOptions {
  /** A gzipped tar file. */
  file: string;
  limits?: ArchiveLimits;
  /** Receives the number of compressed bytes read so far. */
  progress?: Progress;
}

/** What becomes of each entry that has passed the policy. */
export type HandleEntry = (entry: ReadEntry, kind: EntryKind) => Promise<void>;

/**
 * Reads an archive in one pass and returns its SHA-512 as subresource integrity. Nothing of it is
 * trusted: the first entry, byte or size that is not allowed ends the reading with its reason.
 */
export async function readArchive(options: ReadOptions, handle: HandleEntry): Promise<string> {
  const { file, limits = defaultArchiveLimits, progress } = options;
  const digest = createHash("sha512");
  try {
    const { size } = await stat(file);
    await run({ file, digest, handle, limits: fitLimits(limits, size), progress });
    return formatIntegrity(digest);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const reason = describeError(error);
    throw new ToolError("check", `${file} cannot be unpacked: ${reason}`, { cause: error });
  }
}

interface Reading extends ReadOptions {
  digest: Hash;
  handle: HandleEntry;
  limits: ArchiveLimits;
}

type Duplexes = [Readable, Transform, Transform, Transform];

async function run({ file, digest, handle, limits, progress }: Reading): Promise<void> {
  const reader = new EntryReader(handle, limits);
  const streams: Duplexes = [
    createReadStream(file, { highWaterMark: chunkBytes }),
    new ChunkTap((chunk, total) => {
      digest.update(chunk);
      progress?.at(total);
    }),
    createGunzip({ chunkSize: chunkBytes }),
    new ChunkTap((_, total) => limitBytes(total, limits)),
  ];
  // The pipeline may only say that it was aborted: the first stream that fails knows why.
  for (const stream of streams) stream.once("error", (error: unknown) => reader.fail(error));
  await pipeline(...streams, (chunks: AsyncIterable<Buffer>) => reader.feed(chunks)).catch(
    (error: unknown) => reader.abort(error),
  );
}

const smallBytes = 16 * 1024 * 1024;

/** Programs and texts do not shrink to a hundredth; zeros shrink to a thousandth. */
const maxRatio = 100;

function fitLimits({ maxBytes, maxEntries }: ArchiveLimits, size: number): ArchiveLimits {
  return { maxEntries, maxBytes: Math.min(maxBytes, smallBytes + maxRatio * size) };
}

/** Limits the unpacked stream itself: entry sizes leave out headers and padding. */
function limitBytes(total: number, limits: ArchiveLimits): void {
  if (total <= limits.maxBytes + limits.maxEntries * 4_096) return;
  throw new ToolError(
    "check",
    `The archive is refused: more than ${limits.maxBytes} bytes unpacked`,
  );
}
