import type { Platform } from "../runtime-package.js";
import type { ExecutableHeader } from "./executable-header.js";

/** The executable format of each system. */
export const formatOf = { darwin: "mach-o", linux: "elf", win32: "pe" } as const;

export const formatNames = { "mach-o": "a Mach-O", elf: "an ELF", pe: "a PE" } as const;

/** "an ELF x64 program". */
export function describeHeader({ format, arch, kind }: ExecutableHeader): string {
  const noun = kind === "other" ? "file that is neither program nor library" : kind;
  return `${formatNames[format]} ${arch.join("+")} ${noun}`;
}

/** Whether the header's format and one of its architectures are the platform's. */
export function runsOn(header: ExecutableHeader, { os, cpu }: Platform): boolean {
  return header.format === formatOf[os] && header.arch.includes(cpu);
}
