import { machines } from "./machines.js";

interface PeOptions {
  machine?: number;
  isLibrary?: boolean;
  isSigned?: boolean;
}

/** A minimal 64-bit PE file, which can't run. Default: a signed x64 program. */
export function makePe({
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
