import type { FileHandle } from "node:fs/promises";
import type { CodexHome } from "./codex-home.js";
import { wholeLines } from "./compare-bytes.js";
import type { LineagePart } from "./lineage.js";

/** A file of a thread, and how much of it the store has. */
export interface SentFile extends LineagePart {
  sent: number;
}

/** How much one save sends at most, so that neither side needs the memory for a long thread. */
export const pieceBytes = 4 * 1024 * 1024;

/**
 * Reads what the store lacks of a file, at most `max` bytes. Half a line at the end of what the
 * server has written is left for later: it is still being written, or never will be completed.
 */
export async function readPiece(
  threadId: string,
  file: SentFile,
  { home, max }: { home: CodexHome; max: number },
): Promise<Uint8Array> {
  if (file.sent === file.limit || max <= 0) return new Uint8Array();
  const handle = await home.open(threadId, file.path);
  try {
    const { size } = await handle.stat();
    const end = Math.min(size, file.limit ?? size);
    if (end < file.sent) file.sent = 0; // It was replaced.
    const length = Math.min(end - file.sent, max);
    const bytes = await readBytes(handle, file.sent, length);
    const isWhole = file.limit !== undefined || file.sent + length < size;
    return isWhole ? bytes : wholeLines(bytes);
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: FileHandle, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, at + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
