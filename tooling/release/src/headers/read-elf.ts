import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { nameMachine } from "./name-machine.js";
import { readExactly } from "./read-exactly.js";

const elfMachines = new Map([
  [0x3e, "x64"],
  [0xb7, "arm64"],
  [0x03, "ia32"],
  [0x28, "arm"],
]);

/** Byte 7 of the header. Linux programs say 0, which is no system in particular, or 3. */
const ownSystems = [0, 3];
const foreignSystems = new Map([
  [2, "NetBSD"],
  [6, "Solaris"],
  [9, "FreeBSD"],
  [12, "OpenBSD"],
]);

const elfTypes = { executable: 2, shared: 3 } as const;
const segmentTypes = { interpreter: 3, dynamic: 2 } as const;

/** The entry `DT_FLAGS_1` of the dynamic section, and its bit for position-independent programs. */
const flags1Tag = 0x6ffffffbn;
const pieFlag = 0x08000000n;

export async function readElf(readAt: ReadAt): Promise<ExecutableHeader | null> {
  const ident = await readAt(0, 64);
  if (ident.length < 20 || ident.readUInt32BE(0) !== 0x7f454c46) return null;
  const isLittle64 = ident[4] === 2 && ident[5] === 1;
  const arch = [
    isLittle64
      ? nameMachine(elfMachines, ident.readUInt16LE(18))
      : "no 64-bit little-endian machine",
  ];
  const foreignOs = foreignSystem(ident.readUInt8(7));
  const base = { format: "elf", arch, minOs: null, isSigned: false, foreignOs } as const;
  if (!isLittle64) return { ...base, arch, kind: "other", interpreter: null };
  const segments = await readSegments(await readExactly(readAt, 0, 64), readAt);
  const interpreter = await readInterpreter(segments, readAt);
  const kind = await kindOf({ type: ident.readUInt16LE(16), interpreter, segments, readAt });
  return { ...base, arch, kind, interpreter };
}

function foreignSystem(byte: number): string | null {
  if (ownSystems.includes(byte)) return null;
  return foreignSystems.get(byte) ?? `system 0x${byte.toString(16)}`;
}

interface Segment {
  type: number;
  offset: number;
  size: number;
}

async function readSegments(header: Buffer, readAt: ReadAt): Promise<Segment[]> {
  const offset = Number(header.readBigUInt64LE(32));
  const entrySize = header.readUInt16LE(54);
  const count = header.readUInt16LE(56);
  if (count === 0 || entrySize < 56) return [];
  const table = await readExactly(readAt, offset, entrySize * count);
  return Array.from({ length: count }, (_, index) => {
    const entry = table.subarray(index * entrySize);
    const size = Number(entry.readBigUInt64LE(32));
    return { type: entry.readUInt32LE(0), offset: Number(entry.readBigUInt64LE(8)), size };
  });
}

async function readInterpreter(
  segments: readonly Segment[],
  readAt: ReadAt,
): Promise<string | null> {
  const segment = segments.find(({ type }) => type === segmentTypes.interpreter);
  if (!segment || segment.size > 4_096) return null;
  const text = await readExactly(readAt, segment.offset, segment.size);
  return text.toString("latin1").replace(/\0+$/, "");
}

async function kindOf(file: {
  type: number;
  interpreter: string | null;
  segments: readonly Segment[];
  readAt: ReadAt;
}): Promise<ExecutableHeader["kind"]> {
  const { type, interpreter, segments, readAt } = file;
  if (type === elfTypes.executable) return "program";
  if (type !== elfTypes.shared) return "other";
  // A static position-independent program has no interpreter either: only the flag tells it from a
  // library.
  return interpreter !== null || (await isPie(segments, readAt)) ? "program" : "library";
}

async function isPie(segments: readonly Segment[], readAt: ReadAt): Promise<boolean> {
  const dynamic = segments.find(({ type }) => type === segmentTypes.dynamic);
  if (!dynamic || dynamic.size > 64 * 1_024) return false;
  const table = await readExactly(readAt, dynamic.offset, dynamic.size);
  for (let at = 0; at + 16 <= table.length; at += 16) {
    if (table.readBigUInt64LE(at) === flags1Tag) {
      return (table.readBigUInt64LE(at + 8) & pieFlag) !== 0n;
    }
  }
  return false;
}
