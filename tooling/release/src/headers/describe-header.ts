import type { Platform } from "../runtime-package.js";
import type { ExecutableHeader } from "./executable-header.js";

/** The format of executables on each operating system. */
export const formatOf = { darwin: "mach-o", linux: "elf", win32: "pe" } as const;

export const formatNames = { "mach-o": "a Mach-O", elf: "an ELF", pe: "a PE" } as const;

/** A phrase such as "an ELF x64 program". */
export function describeHeader({ format, arch, kind }: ExecutableHeader): string {
  const noun = kind === "other" ? "file that is neither program nor library" : kind;
  return `${formatNames[format]} ${arch.join("+")} ${noun}`;
}

/** Whether the executable's format and one of its architectures match the platform. */
export function runsOn(header: ExecutableHeader, { os, cpu }: Platform): boolean {
  return header.format === formatOf[os] && header.arch.includes(cpu);
}
