import { ToolError } from "../tool-error.js";
import { compareVersions } from "./compare-versions.js";
import type { ExecutableHeader, ReadAt } from "./executable-header.js";
import { nameMachine } from "./name-machine.js";
import { readExactly } from "./read-exactly.js";

const machOMachines = new Map([
  [0x0100_0007, "x64"],
  [0x0100_000c, "arm64"],
  [0x0000_0007, "ia32"],
]);

const magics = {
  thin64: 0xfeedfacf,
  thin32: 0xfeedface,
  fat32: 0xcafebabe,
  fat64: 0xcafebabf,
} as const;
const loadCommands = { versionMinMacOs: 0x24, buildVersion: 0x32, codeSignature: 0x1d } as const;

/** The load commands that older tools write instead of a build version, for other systems. */
const foreignCommands = new Map([
  [0x25, "iOS"],
  [0x2f, "tvOS"],
  [0x30, "watchOS"],
]);

/** The first word of a build version. */
const macOs = 1;
const foreignPlatforms = new Map([
  [2, "iOS"],
  [3, "tvOS"],
  [4, "watchOS"],
  [6, "Mac Catalyst"],
  [7, "the iOS simulator"],
  [11, "visionOS"],
]);

const fileKinds = new Map<number, ExecutableHeader["kind"]>([
  [2, "program"],
  [6, "library"],
  [8, "library"],
]);

/**
 * Java class files begin with the same magic number as universal files. Where those have the number
 * of slices, class files have a version, which is larger than this.
 */
const maxSlices = 20;

export async function readMachO(readAt: ReadAt): Promise<ExecutableHeader | null> {
  const start = await readAt(0, 8);
  if (start.length < 8) return null;
  const magic = start.readUInt32BE(0);
  if (magic === magics.fat32 || magic === magics.fat64) return readFat(start, readAt);
  const isThin = [magics.thin64, magics.thin32].some((known) => start.readUInt32LE(0) === known);
  return isThin ? readThin(0, readAt) : null;
}

/**
 * The header of a universal file: all architectures, the newest minimum OS, signed if all slices
 * are.
 */
async function readFat(start: Buffer, readAt: ReadAt): Promise<ExecutableHeader | null> {
  const count = start.readUInt32BE(4);
  if (count === 0 || count > maxSlices) return null;
  const isWide = start.readUInt32BE(0) === magics.fat64;
  const entrySize = isWide ? 32 : 20;
  const table = await readExactly(readAt, 8, count * entrySize);
  const slices: ExecutableHeader[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = index * entrySize + 8;
    const offset = isWide ? Number(table.readBigUInt64BE(at)) : table.readUInt32BE(at);
    slices.push(await readSlice(offset, table.readUInt32BE(index * entrySize), readAt));
  }
  return joinSlices(slices);
}

/** The table states the slice's architecture a second time; a slice that says otherwise is none. */
async function readSlice(
  offset: number,
  machine: number,
  readAt: ReadAt,
): Promise<ExecutableHeader> {
  const header = await readExactly(readAt, offset, 32);
  const isMachO = [magics.thin64, magics.thin32].some((known) => header.readUInt32LE(0) === known);
  if (isMachO && header.readUInt32LE(4) === machine) return readThin(offset, readAt);
  throw new ToolError(
    "check",
    `its slice at ${offset} is no Mach-O file for ${nameMachine(machOMachines, machine)}`,
  );
}

function joinSlices(slices: readonly ExecutableHeader[]): ExecutableHeader {
  const kinds = new Set(slices.map(({ kind }) => kind));
  const minOs = slices.map((slice) => slice.minOs).filter((version) => version !== null);
  return {
    format: "mach-o",
    arch: slices.flatMap(({ arch }) => arch),
    kind: kinds.size === 1 ? (slices[0]?.kind ?? "other") : "other",
    interpreter: null,
    minOs: minOs.sort(compareVersions).at(-1) ?? null,
    isSigned: slices.every(({ isSigned }) => isSigned),
    foreignOs: slices.find(({ foreignOs }) => foreignOs !== null)?.foreignOs ?? null,
  };
}

async function readThin(offset: number, readAt: ReadAt): Promise<ExecutableHeader> {
  const header = await readExactly(readAt, offset, 32);
  const is64 = header.readUInt32LE(0) === magics.thin64;
  const commands = is64 ? await readCommands(offset, header, readAt) : [];
  const min = commands.find(({ type }) => type === loadCommands.versionMinMacOs);
  const build = commands.find(({ type }) => type === loadCommands.buildVersion);
  return {
    format: "mach-o",
    arch: [nameMachine(machOMachines, header.readUInt32LE(4))],
    kind: fileKinds.get(header.readUInt32LE(12)) ?? "other",
    interpreter: null,
    minOs: build ? packedVersion(build.body, 12) : min ? packedVersion(min.body, 8) : null,
    isSigned: commands.some(({ type }) => type === loadCommands.codeSignature),
    foreignOs: foreignSystem(commands),
  };
}

function foreignSystem(commands: readonly LoadCommand[]): string | null {
  const build = commands.find(({ type }) => type === loadCommands.buildVersion);
  if (build && build.body.length >= 12) {
    const platform = build.body.readUInt32LE(8);
    if (platform === macOs) return null;
    return foreignPlatforms.get(platform) ?? `platform ${platform}`;
  }
  const other = commands.find(({ type }) => foreignCommands.has(type));
  return other ? (foreignCommands.get(other.type) ?? null) : null;
}

interface LoadCommand {
  type: number;
  body: Buffer;
}

async function readCommands(
  offset: number,
  header: Buffer,
  readAt: ReadAt,
): Promise<LoadCommand[]> {
  const count = header.readUInt32LE(16);
  const table = await readExactly(readAt, offset + 32, header.readUInt32LE(20));
  const commands: LoadCommand[] = [];
  let at = 0;
  while (commands.length < count && at + 8 <= table.length) {
    const size = table.readUInt32LE(at + 4);
    if (size < 8) break;
    commands.push({ type: table.readUInt32LE(at), body: table.subarray(at, at + size) });
    at += size;
  }
  return commands;
}

/** A version packed as `xxxx.yy.zz` in hex digits. A patch version of zero is left out. */
function packedVersion(body: Buffer, at: number): string | null {
  if (body.length < at + 4) return null;
  const packed = body.readUInt32LE(at);
  const patch = packed & 0xff;
  return `${packed >>> 16}.${(packed >>> 8) & 0xff}${patch ? `.${patch}` : ""}`;
}
