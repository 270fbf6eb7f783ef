import { createHash } from "node:crypto";
import type { ReadEntry } from "tar";
import { ToolError } from "../tool-error.js";
import { type ReadOptions, readArchive } from "./read-archive.js";
import { modeOf, type UnpackedFile } from "./store-entry.js";

export interface InspectOptions extends ReadOptions {
  /** Paths of files whose content is wanted. */
  keep: readonly string[];
}

export interface InspectedArchive {
  files: UnpackedFile[];
  /** By path; one that is not in the archive is left out. */
  kept: ReadonlyMap<string, Buffer>;
  /** SHA-512 of the archive, as subresource integrity. */
  integrity: string;
}

const maxKeptBytes = 1024 * 1024;

/** Computes the digests of an archive and its files, and writes nothing. */
export async function inspectArchive(options: InspectOptions): Promise<InspectedArchive> {
  const files: UnpackedFile[] = [];
  const kept = new Map<string, Buffer>();
  const integrity = await readArchive(options, async (entry, kind) => {
    if (kind === "folder") return;
    const { path } = entry;
    const chunks = options.keep.includes(path) ? [] : null;
    files.push({ path, ...(await digest(entry, chunks)), mode: modeOf(entry) });
    if (chunks) kept.set(path, Buffer.concat(chunks));
  });
  return { files, kept, integrity };
}

async function digest(
  entry: ReadEntry,
  chunks: Buffer[] | null,
): Promise<{ size: number; sha256: string }> {
  if (chunks && entry.size > maxKeptBytes) {
    throw new ToolError("check", `${entry.path} has more than ${maxKeptBytes} bytes`);
  }
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
    chunks?.push(chunk);
  }
  return { size, sha256: hash.digest("hex") };
}
