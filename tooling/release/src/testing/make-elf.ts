import { machines } from "./machines.js";

interface ElfOptions {
  machine?: number;
  /** 2 is an executable, 3 a shared object. */
  type?: number;
  interpreter?: string;
  /** The byte that names the operating system. Default: 0, none in particular. */
  system?: number;
  isPie?: boolean;
}

/** A minimal 64-bit little-endian ELF file, which can't run. Default: a static x64 program. */
export function makeElf({
  machine = machines.elfX64,
  type = 2,
  interpreter,
  isPie,
  system = 0,
}: ElfOptions = {}): Buffer {
  const file = Buffer.alloc(4_096);
  file.writeUInt32BE(0x7f454c46, 0);
  file.set([2, 1, 1, system], 4);
  file.writeUInt16LE(type, 16);
  file.writeUInt16LE(machine, 18);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(56, 54);
  const segments: Array<[type: number, body: Buffer]> = [];
  if (interpreter) segments.push([3, Buffer.from(`${interpreter}\0`)]);
  if (isPie) segments.push([2, dynamicFlags(0x08000000n)]);
  file.writeUInt16LE(segments.length, 56);
  segments.forEach(([segmentType, body], index) => {
    const at = 64 + index * 56;
    const offset = 1_024 + index * 256;
    file.writeUInt32LE(segmentType, at);
    file.writeBigUInt64LE(BigInt(offset), at + 8);
    file.writeBigUInt64LE(BigInt(body.length), at + 32);
    file.set(body, offset);
  });
  return file;
}

function dynamicFlags(flags: bigint): Buffer {
  const table = Buffer.alloc(32);
  table.writeBigUInt64LE(0x6ffffffbn, 0);
  table.writeBigUInt64LE(flags, 8);
  return table;
}
