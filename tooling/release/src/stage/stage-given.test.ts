import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { findPlatform } from "../runtime-package.js";
import { makeCodexPackage } from "../testing/make-codex-package.js";
import { makeElf } from "../testing/make-elf.js";
import { makeTarball } from "../testing/make-tarball.js";
import { readJson } from "../testing/read-json.js";
import { listFiles, outFolder, stageIntoScratch } from "../testing/stage-into-scratch.js";
import {
  createTempRepository,
  programFor,
  type TempRepository,
  upstreamEntries,
} from "../testing/temp-repository.js";

/** On Windows only administrators can create links. */
const isWindows = process.platform === "win32";

describe("staging a given input", () => {
  const given = { codexVersion: "1.2.3", platformTag: "linux-x64" };

  it("needs both its version and its platform", async () => {
    await using temp = await createTempRepository();
    for (const lacking of [
      { codexVersion: "1.2.3" },
      { platformTag: "linux-x64" },
      { ...given, platformTag: "all" },
    ]) {
      await expect(
        stageIntoScratch(temp, { input: "x", platformTag: undefined, ...lacking }),
      ).rejects.toMatchObject({
        kind: "usage",
        message: expect.stringContaining("--codex-version and one --platform-tag"),
      });
    }
  });

  it("takes an npm tarball of any version, and marks it as not locked", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex.tgz", makeTarball(upstreamEntries("linux-x64", "9.9.9")));
    const result = await stageIntoScratch(temp, {
      ...given,
      input: "codex.tgz",
      codexVersion: "rust-v9.9.9",
    });
    expect(result).toMatchObject({ locked: false, version: "9.9.9" });
    expect(await readJson(join(outFolder(temp), "codex-runtime.json"))).toMatchObject({
      locked: false,
      source: { kind: "archive", spec: "codex.tgz", integrity: expect.stringMatching(/^sha512-/) },
    });
  });

  it.each(["", "codex-package-x/"])(
    "takes a codex-package archive, its tree below %j",
    async (top) => {
      await using temp = await createTempRepository();
      await write(temp, "package.tar.gz", makeCodexPackage("linux-x64", top));
      await stageIntoScratch(temp, { ...given, input: "package.tar.gz" });
      expect(await listFiles(outFolder(temp))).toContain("runtime/codex-path/rg");
    },
  );

  it("takes a folder, of a whole package or of the tree alone", async () => {
    await using temp = await createTempRepository();
    for (const { path, content = "" } of upstreamEntries("linux-x64", "1.2.3")) {
      await write(temp, path, content);
    }
    for (const input of ["package", `package/vendor/${findPlatform("linux-x64").target}`]) {
      await stageIntoScratch(temp, { ...given, input, force: true });
      expect(await readJson(join(outFolder(temp), "codex-runtime.json"))).toMatchObject({
        source: { kind: "directory", integrity: null },
        files: expect.arrayContaining([
          expect.objectContaining({ path: "runtime/bin/codex", mode: 0o755 }),
        ]),
      });
    }
  });

  it.skipIf(isWindows)("refuses a folder with a link in it", async () => {
    await using temp = await createTempRepository();
    await write(temp, "tree/codex/codex", makeElf());
    await symlink("/etc/passwd", join(temp.scratch, "tree", "codex", "rg"));
    await expect(stageIntoScratch(temp, { ...given, input: "tree" })).rejects.toThrowError(
      /SymbolicLink/,
    );
  });

  it("takes a lone program, as the Python tool does, and says what it lacks", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", programFor("macosx_11_0_arm64"));
    const warnings: string[] = [];
    const request = {
      input: "codex",
      codexVersion: "rust-v0.116.0-alpha.1",
      platformTag: "macosx_11_0_arm64",
    };
    const result = await stageIntoScratch(temp, request, warnings);
    expect(result).toMatchObject({ version: "0.116.0-alpha.1", locked: false });
    expect(warnings).toEqual([expect.stringContaining("comes without rg")]);
    expect(await readJson(join(outFolder(temp), "codex-runtime.json"))).toMatchObject({
      entrypoint: "runtime/codex/codex",
      source: { kind: "binary" },
    });
    await expect(
      stageIntoScratch(temp, { ...request, strict: true, force: true }),
    ).rejects.toMatchObject({
      kind: "check",
    });
  });

  it("names a Windows program as Windows needs it, on whatever system it is staged", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", programFor("win_amd64"));
    await stageIntoScratch(temp, {
      input: "codex",
      codexVersion: "1.2.3",
      platformTag: "win_amd64",
    });
    expect(await listFiles(outFolder(temp))).toContain("runtime/codex/codex.exe");
  });

  it("refuses a program of another platform with both named", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", makeElf());
    const request = { input: "codex", codexVersion: "1.2.3", platformTag: "macosx_11_0_arm64" };
    await expect(stageIntoScratch(temp, request)).rejects.toThrowError(
      /an ELF x64 program, but darwin-arm64 .* needs a Mach-O arm64 program/,
    );
    expect(await readdir(temp.scratch)).toEqual(["codex"]);
  });

  it("refuses a program for glibc under a tag for musl, and warns under another", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", makeElf({ interpreter: "/lib64/ld-linux-x86-64.so.2" }));
    const request = { input: "codex", codexVersion: "1.2.3" };
    const musl = { ...request, platformTag: "musllinux_1_1_x86_64" };
    await expect(stageIntoScratch(temp, musl)).rejects.toMatchObject({
      kind: "check",
      message: expect.stringContaining("needs /lib64/ld-linux-x86-64.so.2, which musllinux_1_1"),
    });
    const warnings: string[] = [];
    await stageIntoScratch(temp, { ...request, platformTag: "manylinux_2_17_x86_64" }, warnings);
    expect(warnings.join()).toContain("needs /lib64/ld-linux-x86-64.so.2");
  });

  it("refuses a version or a target that the input itself contradicts", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex.tgz", makeTarball(upstreamEntries("linux-x64", "1.2.3")));
    const input = "codex.tgz";
    await expect(
      stageIntoScratch(temp, { ...given, input, codexVersion: "1.2.4" }),
    ).rejects.toThrowError(/states version 1\.2\.3/);
    await expect(
      stageIntoScratch(temp, { ...given, input, platformTag: "linux-arm64" }),
    ).rejects.toThrowError(/holds a runtime for x86_64-unknown-linux-musl, but linux-arm64 needs/);
  });

  it.each([
    ["a Zstandard file", "28b52ffd00"],
    ["a zip file", "504b030400"],
  ])("refuses %s with what to do", async (what, bytes) => {
    await using temp = await createTempRepository();
    await write(temp, "codex.bin", Buffer.from(bytes, "hex"));
    await expect(stageIntoScratch(temp, { ...given, input: "codex.bin" })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`is ${what}; unpack it`),
    });
  });

  it("refuses an input that does not exist, and a tree with a file of no known component", async () => {
    await using temp = await createTempRepository();
    await expect(stageIntoScratch(temp, { ...given, input: "nothing" })).rejects.toMatchObject({
      kind: "usage",
    });
    await write(temp, "tree/codex/codex", makeElf());
    await write(temp, "tree/miner", makeElf());
    await expect(stageIntoScratch(temp, { ...given, input: "tree" })).rejects.toThrowError(
      /No licence is known for miner/,
    );
  });
});

async function write(
  { scratch }: TempRepository,
  path: string,
  content: Buffer | string,
): Promise<void> {
  await mkdir(dirname(join(scratch, path)), { recursive: true });
  await writeFile(join(scratch, path), content, { mode: 0o755 });
}
