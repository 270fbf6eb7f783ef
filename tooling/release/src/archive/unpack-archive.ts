import { matchesIntegrity } from "../compute-integrity.js";
import { ToolError } from "../tool-error.js";
import { type ReadOptions, readArchive } from "./read-archive.js";
import { storeEntry, type UnpackedFile } from "./store-entry.js";

export interface UnpackOptions extends ReadOptions {
  /** An existing, empty folder. On failure the caller removes it. */
  into: string;
  /** The integrity the file must have; null if it is not known. */
  integrity: string | null;
}

export interface UnpackedArchive {
  files: UnpackedFile[];
  /** SHA-512 of the archive, as subresource integrity. */
  integrity: string;
}

/**
 * Unpacks an archive and computes the digests of its files. If its integrity is known, the whole
 * archive is held to it before anything is unpacked.
 */
export async function unpackArchive(options: UnpackOptions): Promise<UnpackedArchive> {
  const { file, into, integrity } = options;
  if (integrity !== null && !(await matchesIntegrity(file, integrity))) throw differs(options);
  const files: UnpackedFile[] = [];
  const found = await readArchive(options, async (entry, kind) => {
    const stored = await storeEntry(entry, { kind, into });
    if (stored !== null) files.push(stored);
  });
  // The file may have been replaced since.
  if (integrity !== null && found !== integrity) throw differs(options);
  return { files, integrity: found };
}

function differs({ file, integrity }: UnpackOptions): ToolError {
  return new ToolError("integrity", `${file} does not match the lock's ${integrity}`);
}
