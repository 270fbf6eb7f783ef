import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { UnpackedFile } from "../archive/store-entry.js";
import { describeError } from "../describe-error.js";
import { ToolError } from "../tool-error.js";
import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { readExecutableHeader } from "./read-executable-header.js";

/** A file of a tree; `header` is null unless it is an executable or a library. */
export interface InventoryFile extends UnpackedFile {
  header: ExecutableHeader | null;
}

/**
 * Reads the header of every file. Programs are made executable, whatever mode the archive gave
 * them.
 */
export async function takeInventory(
  root: string,
  files: readonly UnpackedFile[],
): Promise<InventoryFile[]> {
  const inventory = await Promise.all(files.map((file) => inspect(root, file)));
  return inventory.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function inspect(root: string, file: UnpackedFile): Promise<InventoryFile> {
  const handle = await open(join(root, file.path), "r");
  try {
    const header = await readHeader(handle, file.path);
    const mode = header?.kind === "program" ? 0o755 : file.mode;
    if (mode !== file.mode) await handle.chmod(mode);
    return { ...file, mode, header };
  } finally {
    await handle.close();
  }
}

async function readHeader(handle: FileHandle, path: string): Promise<ExecutableHeader | null> {
  const readAt: ReadAt = async (offset, length): Promise<Buffer> => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  try {
    return await readExecutableHeader(readAt);
  } catch (cause) {
    const reason = describeError(cause);
    throw new ToolError("check", `${path} is not a usable executable: ${reason}`, { cause });
  }
}
