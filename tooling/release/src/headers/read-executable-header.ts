import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { readElf } from "./read-elf.js";
import { readMachO } from "./read-mach-o.js";
import { readPe } from "./read-pe.js";

/**
 * Reads the header of an ELF, Mach-O or PE file; null for any other file. Throws if the file is
 * truncated or damaged.
 */
export async function readExecutableHeader(readAt: ReadAt): Promise<ExecutableHeader | null> {
  return (await readElf(readAt)) ?? (await readMachO(readAt)) ?? (await readPe(readAt));
}
