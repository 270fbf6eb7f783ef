/** Smallest files that have the headers of real programs; none of them can run. */

interface ElfOptions {
  machine?: number;
  /** 2 executable, 3 shared. */
  type?: number;
  interpreter?: string;
  isPie?: boolean;
}

export const machines = {
  elfX64: 0x3e,
  elfArm64: 0xb7,
  machX64: 0x01000007,
  machArm64: 0x0100000c,
  peX64: 0x8664,
  peArm64: 0xaa64,
} as const;

/** A 64-bit little-endian ELF file. Default: a static x64 program. */
export function elf({
  machine = machines.elfX64,
  type = 2,
  interpreter,
  isPie,
}: ElfOptions = {}): Buffer {
  const file = Buffer.alloc(4_096);
  file.writeUInt32BE(0x7f454c46, 0);
  file.set([2, 1, 1], 4);
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

interface MachOOptions {
  cpu?: number;
  /** 2 program, 6 library. */
  type?: number;
  /** Dotted; stated in a build-version command. */
  minOs?: string | null;
  isSigned?: boolean;
}

/** A thin 64-bit Mach-O file. Default: a signed arm64 program for macOS 11.0. */
export function machO(options: MachOOptions = {}): Buffer {
  const { cpu = machines.machArm64, type = 2, minOs = "11.0", isSigned = true } = options;
  const commands = [
    ...(minOs ? [loadCommand(0x32, [1, packVersion(minOs), packVersion(minOs), 0])] : []),
    ...(isSigned ? [loadCommand(0x1d, [0, 0])] : []),
  ];
  const table = Buffer.concat(commands);
  const file = Buffer.alloc(4_096);
  [0xfeedfacf, cpu, 0, type, commands.length, table.length].forEach((word, index) => {
    file.writeUInt32LE(word, index * 4);
  });
  file.set(table, 32);
  return file;
}

/** A universal Mach-O file of these slices. */
export function fatMachO(slices: readonly Buffer[]): Buffer {
  const table = Buffer.alloc(4_096);
  table.writeUInt32BE(0xcafebabe, 0);
  table.writeUInt32BE(slices.length, 4);
  slices.forEach((slice, index) => {
    table.writeUInt32BE(slice.readUInt32LE(4), 8 + index * 20);
    table.writeUInt32BE(4_096 * (index + 1), 16 + index * 20);
    table.writeUInt32BE(slice.length, 20 + index * 20);
  });
  return Buffer.concat([table, ...slices]);
}

function loadCommand(type: number, words: readonly number[]): Buffer {
  const command = Buffer.alloc(8 + words.length * 4);
  [type, command.length, ...words].forEach((word, index) => {
    command.writeUInt32LE(word, index * 4);
  });
  return command;
}

function packVersion(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return (major << 16) | (minor << 8) | patch;
}

interface PeOptions {
  machine?: number;
  isLibrary?: boolean;
  isSigned?: boolean;
}

/** A 64-bit PE file. Default: a signed x64 program. */
export function pe({
  machine = machines.peX64,
  isLibrary = false,
  isSigned = true,
}: PeOptions = {}): Buffer {
  const file = Buffer.alloc(4_096);
  file.write("MZ", 0, "latin1");
  file.writeUInt32LE(128, 60);
  file.writeUInt32BE(0x50450000, 128);
  file.writeUInt16LE(machine, 132);
  file.writeUInt16LE(240, 148);
  file.writeUInt16LE(isLibrary ? 0x2002 : 0x0002, 150);
  file.writeUInt16LE(0x20b, 152);
  file.writeUInt16LE(6, 200);
  file.writeUInt32LE(isSigned ? 4_096 : 0, 300);
  return file;
}
