import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { readElf } from "./read-elf.js";
import { readMachO } from "./read-mach-o.js";
import { readPe } from "./read-pe.js";

/**
 * Reads an executable's header; null for anything that is not ELF, Mach-O or PE. Throws when one is
 * cut short.
 */
export async function readExecutableHeader(readAt: ReadAt): Promise<ExecutableHeader | null> {
  return (await readElf(readAt)) ?? (await readMachO(readAt)) ?? (await readPe(readAt));
}
