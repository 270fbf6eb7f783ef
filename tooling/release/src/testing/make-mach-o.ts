import { machines } from "./machines.js";

interface MachOOptions {
  cpu?: number;
  /** 2 is a program, 6 a library. */
  type?: number;
  /** A dotted version, written as a build-version command. */
  minOs?: string | null;
  isSigned?: boolean;
  /** The platform of the build-version command. Default: 1, macOS. */
  platform?: number;
}

/**
 * A minimal thin 64-bit Mach-O file, which can't run. Default: a signed arm64 program for macOS
 * 11.0.
 */
export function makeMachO(options: MachOOptions = {}): Buffer {
  const {
    cpu = machines.machArm64,
    type = 2,
    minOs = "11.0",
    isSigned = true,
    platform = 1,
  } = options;
  const commands = [
    ...(minOs ? [loadCommand(0x32, [platform, packVersion(minOs), packVersion(minOs), 0])] : []),
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
export function makeFatMachO(slices: readonly Buffer[]): Buffer {
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
