import { ToolError } from "../tool-error.js";
import type { ReadAt } from "./executable-header.js";

/**
 * Reads exactly `length` bytes. Throws if the file is too short, or if offset or length make no
 * sense.
 */
export async function readExactly(readAt: ReadAt, offset: number, length: number): Promise<Buffer> {
  const isSane = Number.isSafeInteger(offset) && length <= 16 * 1024 * 1024;
  const bytes = isSane ? await readAt(offset, length) : Buffer.alloc(0);
  if (isSane && bytes.length === length) return bytes;
  throw new ToolError(
    "check",
    `its header points to ${length} bytes at ${offset}, past its end: it is cut short or damaged`,
  );
}
