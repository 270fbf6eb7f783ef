import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { formatIntegrity, matchesIntegrity } from "../compute-integrity.js";
import { describeError } from "../describe-error.js";
import type { Progress } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { type ArchiveLimits, createEntryPolicy, defaultArchiveLimits } from "./entry-policy.js";

export interface UnpackOptions {
  /** A gzipped tar file. */
  file: string;
  /** An existing, empty folder. On failure the caller removes it. */
  into: string;
  /** What the file's bytes must match; null when nothing is known about them. */
  integrity: string | null;
  limits?: ArchiveLimits;
  /** Told the compressed bytes read so far. */
  progress?: Progress;
}

export interface UnpackedFile {
  /** Relative, with forward slashes. */
  path: string;
  size: number;
  sha256: string;
  /** 0o755 when the archive marks it executable, else 0o644. */
  mode: number;
}

export interface UnpackedArchive {
  files: UnpackedFile[];
  /** SHA-512 of the archive, as subresource integrity. */
  integrity: string;
}

/** One pass over the archive: its own digest, every entry's check, digest and file. */
export async function unpackArchive(options: UnpackOptions): Promise<UnpackedArchive> {
  try {
    const unpacked = await unpack(options);
    if (options.integrity === null || unpacked.integrity === options.integrity) return unpacked;
    throw integrityError(options);
  } catch (error) {
    throw await explain(error, options);
  }
}

/** Large chunks: 400 MB in 64 KiB pieces cost more in bookkeeping than in hashing. */
const chunkBytes = 1024 * 1024;

async function unpack(options: UnpackOptions): Promise<UnpackedArchive> {
  const { file, into, limits = defaultArchiveLimits, progress } = options;
  const digest = createHash("sha512");
  const files: UnpackedFile[] = [];
  const storing = storeEntries({ into, limits, files });
  await pipeline(
    createReadStream(file, { highWaterMark: chunkBytes }),
    tap((chunk, total) => {
      digest.update(chunk);
      progress?.at(total);
    }),
    createGunzip({ chunkSize: chunkBytes }),
    tap((_, total) => limitBytes(total, limits)),
    (chunks: AsyncIterable<Buffer>) => feed(chunks, storing),
  ).catch(async (error) => {
    await storing.abort(error);
    throw error;
  });
  return { files, integrity: formatIntegrity(digest) };
}

interface Storing {
  parser: Parser;
  /** Throws the first refusal or write failure. */
  check: () => void;
  /** Resolves when every entry is stored. */
  finished: () => Promise<void>;
  /** Ends the entry being stored, and resolves when nothing is written any more. */
  abort: (error: unknown) => Promise<void>;
}

function storeEntries(target: {
  into: string;
  limits: ArchiveLimits;
  files: UnpackedFile[];
}): Storing {
  const parser = new Parser({ strict: true });
  const policy = createEntryPolicy(target.limits);
  const ended = once(parser, "end");
  let failure: unknown;
  let current: ReadEntry | undefined;
  let stored: Promise<void> = Promise.resolve();
  const fail = (error: unknown) => {
    failure ??= error;
  };
  const store = async (entry: ReadEntry) => {
    current = entry;
    if (failure === undefined) await storeEntry({ entry, policy, ...target }).catch(fail);
    // Unread data would block the parser for good.
    entry.resume();
  };
  ended.catch(fail);
  // A damaged archive may fail more than once, and an error nobody listens for ends the process.
  parser.on("error", fail);
  parser.on("entry", (entry: ReadEntry) => {
    stored = stored.then(() => store(entry));
  });
  parser.on("ignoredEntry", ({ type }: ReadEntry) => {
    fail(new ToolError("check", `The archive is refused: it has a ${type} entry`));
  });
  const check = () => {
    if (failure !== undefined) throw failure;
  };
  const finished = async () => {
    await ended;
    await stored;
    check();
  };
  const abort = async (error: unknown) => {
    fail(error);
    current?.destroy(error);
    await stored;
  };
  return { parser, check, finished, abort };
}

async function feed(chunks: AsyncIterable<Buffer>, storing: Storing): Promise<void> {
  const { parser, check, finished } = storing;
  for await (const chunk of chunks) {
    check();
    if (!parser.write(chunk)) await Promise.race([once(parser, "drain"), finished()]);
  }
  parser.end();
  await finished();
}

async function storeEntry(target: {
  entry: ReadEntry;
  policy: ReturnType<typeof createEntryPolicy>;
  into: string;
  files: UnpackedFile[];
}): Promise<void> {
  const { entry, policy, into, files } = target;
  const kind = policy({ path: entry.path, type: entry.type, size: entry.size ?? 0 });
  const path = entry.path.replace(/\/$/, "");
  if (kind === "folder") {
    await mkdir(join(into, path), { recursive: true });
    return;
  }
  await mkdir(dirname(join(into, path)), { recursive: true });
  const mode = ((entry.mode ?? 0) & 0o111) === 0 ? 0o644 : 0o755;
  const { size, sha256 } = await writeFile(join(into, path), entry, mode);
  files.push({ path, size, sha256, mode });
}

async function writeFile(
  path: string,
  content: AsyncIterable<Buffer>,
  mode: number,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  let size = 0;
  const handle = await open(path, "wx", mode);
  try {
    for await (const chunk of content) {
      size += chunk.length;
      const written = handle.writeFile(chunk);
      hash.update(chunk);
      await written;
    }
    // The umask had its say when the file was made.
    await handle.chmod(mode);
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}

/** Passes chunks on and shows each, with the bytes seen so far. */
function tap(look: (chunk: Buffer, total: number) => void): Transform {
  let total = 0;
  return new Transform({
    readableHighWaterMark: chunkBytes,
    writableHighWaterMark: chunkBytes,
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      try {
        look(chunk, total);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(describeError(error)));
      }
    },
  });
}

/** Headers and padding included, which the entries' own sizes do not count. */
function limitBytes(total: number, limits: ArchiveLimits): void {
  if (total <= limits.maxBytes + limits.maxEntries * 4_096) return;
  throw new ToolError(
    "check",
    `The archive is refused: more than ${limits.maxBytes} bytes unpacked`,
  );
}

/** A damaged archive fails in many ways; that its bytes are wrong is the one worth reporting. */
async function explain(error: unknown, options: UnpackOptions): Promise<ToolError> {
  const { file, integrity } = options;
  if (error instanceof ToolError && error.kind === "integrity") return error;
  if (integrity !== null && !(await matchesIntegrity(file, integrity)))
    return integrityError(options);
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
