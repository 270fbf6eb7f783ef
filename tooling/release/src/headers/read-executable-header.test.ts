import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { platforms } from "../runtime-package.js";
import { machines } from "../testing/machines.js";
import { makeElf } from "../testing/make-elf.js";
import { makeFatMachO, makeMachO } from "../testing/make-mach-o.js";
import { makePe } from "../testing/make-pe.js";
import { programFor, universalProgram } from "../testing/temp-repository.js";
import { compareVersions } from "./compare-versions.js";
import { describeHeader, runsOn } from "./describe-header.js";
import type { ExecutableHeader } from "./executable-header.js";
import { readExecutableHeader } from "./read-executable-header.js";

describe("an executable's header", () => {
  it.each(platforms)("names $platform for a program of $platform alone", async ({ platform }) => {
    const header = await read(programFor(platform));
    const matching = platforms.filter((candidate) => header && runsOn(header, candidate));
    expect(matching.map((match) => match.platform)).toEqual([platform]);
    expect(header?.kind).toBe("program");
  });

  it("of a universal Mach-O file names both Macs and the newest minimum OS", async () => {
    const header = await read(universalProgram());
    expect(header).toMatchObject({
      arch: ["x64", "arm64"],
      kind: "program",
      minOs: "11.0",
      isSigned: true,
    });
    expect(platforms.filter((row) => header && runsOn(header, row)).map(({ os }) => os)).toEqual([
      "darwin",
      "darwin",
    ]);
  });

  it("of a universal file with one unsigned slice counts as unsigned", async () => {
    expect(await read(makeFatMachO([makeMachO(), makeMachO({ isSigned: false })]))).toMatchObject({
      isSigned: false,
    });
  });

  it("tells ELF programs, static and dynamic, from libraries", async () => {
    expect(await read(makeElf())).toMatchObject({ kind: "program", interpreter: null });
    expect(await read(makeElf({ type: 3, isPie: true }))).toMatchObject({
      kind: "program",
      interpreter: null,
    });
    expect(
      await read(makeElf({ type: 3, interpreter: "/lib/ld-linux-aarch64.so.1" })),
    ).toMatchObject({
      kind: "program",
      interpreter: "/lib/ld-linux-aarch64.so.1",
    });
    expect(await read(makeElf({ type: 3 }))).toMatchObject({ kind: "library" });
    expect(await read(makeElf({ type: 1 }))).toMatchObject({ kind: "other" });
  });

  it("gives the minimum macOS, and null where none is stated", async () => {
    expect(await read(makeMachO({ minOs: "14.2.1" }))).toMatchObject({ minOs: "14.2.1" });
    expect(await read(makeMachO({ minOs: null }))).toMatchObject({ minOs: null });
    expect(await read(makeMachO({ type: 6 }))).toMatchObject({ kind: "library" });
  });

  it("tells signed from unsigned PE files, and programs from libraries", async () => {
    expect(await read(makePe({ isSigned: false }))).toMatchObject({
      isSigned: false,
      kind: "program",
    });
    expect(await read(makePe({ isLibrary: true }))).toMatchObject({
      isSigned: true,
      kind: "library",
    });
  });

  it("of an unknown machine gives its number, and of 32 bits no platform's architecture", async () => {
    expect(await read(makeElf({ machine: 0xf3 }))).toMatchObject({ arch: ["machine 0xf3"] });
    const narrow = makeElf({ machine: machines.elfX64 });
    narrow[4] = 1;
    expect((await read(narrow))?.arch).not.toContain("x64");
  });

  it.each([
    ["FreeBSD", makeElf({ system: 9 })],
    ["iOS", makeMachO({ platform: 2 })],
    ["the iOS simulator", makeFatMachO([makeMachO(), makeMachO({ platform: 7 })])],
  ])("that names %s runs on none of our platforms", async (foreignOs, file) => {
    const header = await read(file);
    expect(header).toMatchObject({ foreignOs });
    expect(platforms.filter((row) => header && runsOn(header, row))).toEqual([]);
    if (header) expect(describeHeader(header)).toMatch(` for ${foreignOs}`);
  });

  it("that names Linux runs on Linux", async () => {
    expect(await read(makeElf({ system: 3 }))).toMatchObject({ foreignOs: null });
  });

  it.each([
    ["garbage", Buffer.alloc(4_096, 7)],
    ["another architecture", makeMachO({ cpu: machines.machX64 })],
  ])("of a universal file with %s as a slice is an error", async (_, slice) => {
    const file = makeFatMachO([makeMachO(), makeMachO()]);
    file.set(slice, 8_192);
    await expect(read(file)).rejects.toThrowError(/its slice at 8192 is no Mach-O file for arm64/);
  });

  it.each([
    ["a script", Buffer.from("#!/bin/sh\nexit 0\n")],
    ["an empty file", Buffer.alloc(0)],
    ["text", Buffer.from("MZ is how some texts begin")],
    ["a Java class", Buffer.from("cafebabe00000041", "hex")],
  ])("is null for %s", async (_, file) => {
    expect(await read(file)).toBeNull();
  });

  it.each([
    ["ELF", makeElf({ interpreter: "/lib/ld" }), 200],
    ["Mach-O", makeMachO(), 40],
    ["universal", universalProgram(), 4_100],
    ["PE", makePe(), 160],
  ])("of a %s file that is cut short is an error", async (_, file, length) => {
    await expect(read(file.subarray(0, length))).rejects.toThrowError(/cut short or damaged/);
  });

  it("is read or refused, never a crash or a hang, whatever the bytes", async () => {
    const starts = [makeElf({ interpreter: "/x" }), makeMachO(), universalProgram(), makePe()];
    const mutated = fc
      .tuple(
        fc.constantFrom(...starts),
        fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 255 }))),
      )
      .map(([file, changes]) => {
        const copy = Buffer.from(file);
        for (const [at, value] of changes) copy[at] = value;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(mutated, fc.uint8Array().map(Buffer.from)), async (file) => {
        const outcome = await read(file).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toMatchObject({ kind: "check" });
      }),
    );
  });
});

describe("dotted versions", () => {
  it.each([
    ["10.9", "11.0", -1],
    ["10.12", "10.9", 1],
    ["11.0", "11", 0],
    ["11.0.1", "11.0", 1],
  ])("%s compared with %s is %i", (a, b, expected) => {
    expect(Math.sign(compareVersions(a, b))).toBe(expected);
  });
});

function read(file: Buffer): Promise<ExecutableHeader | null> {
  return readExecutableHeader(async (offset, length) => file.subarray(offset, offset + length));
}
