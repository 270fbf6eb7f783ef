import type { Platform } from "../runtime-package.js";
import type { ExecutableHeader } from "./executable-header.js";

/** The format of executables on each operating system. */
export const formatOf = { darwin: "mach-o", linux: "elf", win32: "pe" } as const;

export const formatNames = { "mach-o": "a Mach-O", elf: "an ELF", pe: "a PE" } as const;

/** A phrase such as "an ELF x64 program". */
export function describeHeader({ format, arch, kind, foreignOs }: ExecutableHeader): string {
  const noun = kind === "other" ? "file that is neither program nor library" : kind;
  const system = foreignOs === null ? "" : ` for ${foreignOs}`;
  return `${formatNames[format]} ${arch.join("+")} ${noun}${system}`;
}

/** Whether the executable's format, system and one of its architectures match the platform. */
export function runsOn(header: ExecutableHeader, { os, cpu }: Platform): boolean {
  const { format, arch, foreignOs } = header;
  return format === formatOf[os] && foreignOs === null && arch.includes(cpu);
}
