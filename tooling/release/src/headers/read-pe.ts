import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { nameMachine } from "./name-machine.js";
import { readExactly } from "./read-exactly.js";

const peMachines = new Map([
  [0x8664, "x64"],
  [0xaa64, "arm64"],
  [0x014c, "ia32"],
  [0x01c4, "arm"],
]);

const libraryFlag = 0x2000;
const programFlag = 0x0002;
/** The magic number of a 64-bit optional header. */
const pe32Plus = 0x20b;

export async function readPe(readAt: ReadAt): Promise<ExecutableHeader | null> {
  const start = await readAt(0, 64);
  if (start.length < 64 || start.toString("latin1", 0, 2) !== "MZ") return null;
  const offset = start.readUInt32LE(60);
  const header = await readExactly(readAt, offset, 24);
  if (header.readUInt32BE(0) !== 0x50450000) return null;
  const optional = await readExactly(readAt, offset + 24, header.readUInt16LE(20));
  const is64 = optional.length >= 152 && optional.readUInt16LE(0) === pe32Plus;
  return {
    format: "pe",
    arch: [nameMachine(peMachines, header.readUInt16LE(4))],
    kind: kindOf(header.readUInt16LE(22)),
    interpreter: null,
    minOs: is64 ? `${optional.readUInt16LE(48)}.${optional.readUInt16LE(50)}` : null,
    // The fifth data directory is the certificate table; its size is here.
    isSigned: is64 && optional.readUInt32LE(148) > 0,
    foreignOs: is64 ? foreignSystem(optional.readUInt16LE(68)) : null,
  };
}

/** Firmware has the same format; its programs state these subsystems. */
function foreignSystem(subsystem: number): string | null {
  return subsystem >= 10 && subsystem <= 13 ? "EFI" : null;
}

function kindOf(characteristics: number): ExecutableHeader["kind"] {
  if (characteristics & libraryFlag) return "library";
  return characteristics & programFlag ? "program" : "other";
}
