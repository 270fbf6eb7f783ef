import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ReadEntry } from "tar";
import type { EntryKind } from "./entry-policy.js";

export interface UnpackedFile {
  /** Relative to the folder, with forward slashes. */
  path: string;
  size: number;
  sha256: string;
  /** 0o755 if the archive marks the file as executable, otherwise 0o644. */
  mode: number;
}

/** Writes an entry that has passed the policy below `into`. Returns null for a folder. */
export async function storeEntry(
  entry: ReadEntry,
  { kind, into }: { kind: EntryKind; into: string },
): Promise<UnpackedFile | null> {
  const path = entry.path.replace(/\/$/, "");
  const target = join(into, path);
  if (kind === "folder") {
    await mkdir(target, { recursive: true });
    return null;
  }
  await mkdir(dirname(target), { recursive: true });
  const mode = modeOf(entry);
  return { path, ...(await writeFile(target, entry, mode)), mode };
}

/** 0o755 if the archive marks the file as executable, otherwise 0o644. */
export function modeOf({ mode = 0 }: Pick<ReadEntry, "mode">): 0o644 | 0o755 {
  return (mode & 0o111) === 0 ? 0o644 : 0o755;
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
    // The umask may have removed bits of the mode when the file was created.
    await handle.chmod(mode);
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest("hex") };
}
