import type { ExecutableHeader } from "../headers/executable-header.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import type { InventoryFile } from "./inventory.js";

/** The executable format of each system. */
const formatOf = { darwin: "mach-o", linux: "elf", win32: "pe" } as const;

const formatNames = { "mach-o": "a Mach-O", elf: "an ELF", pe: "a PE" } as const;

/** Throws unless the entrypoint is a program for exactly this platform, by its own header. */
export function checkEntrypoint(file: InventoryFile, platform: Platform): void {
  const { header } = file;
  const wanted = `${formatNames[formatOf[platform.os]]} ${platform.cpu}`;
  if (header && header.kind === "program" && runsOn(header, platform)) return;
  const found = header ? describeHeader(header) : "no executable";
  throw new ToolError(
    "check",
    `${file.path} is ${found}, but ${platform.platform} (${platform.target}) needs ${wanted} program`,
  );
}

/** Whether the header's format and one of its architectures are the platform's. */
export function runsOn(header: ExecutableHeader, { os, cpu }: Platform): boolean {
  return header.format === formatOf[os] && header.arch.includes(cpu);
}

/** "an ELF x64 program". */
export function describeHeader({ format, arch, kind }: ExecutableHeader): string {
  const noun = kind === "other" ? "file that is neither program nor library" : kind;
  return `${formatNames[format]} ${arch.join("+")} ${noun}`;
}
