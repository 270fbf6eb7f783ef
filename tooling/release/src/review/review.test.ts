import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ExecutableHeader } from "../headers/executable-header.js";
import { readExecutableHeader } from "../headers/read-executable-header.js";
import { thisRepository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { findPlatform, platforms } from "../runtime-package.js";
import { machines } from "../testing/machines.js";
import { makeElf } from "../testing/make-elf.js";
import { makeFatMachO, makeMachO } from "../testing/make-mach-o.js";
import { makePe } from "../testing/make-pe.js";
import { collectFindings } from "./collect-findings.js";
import { components } from "./components.js";
import { findComponents } from "./find-components.js";
import { expectedKind } from "./program-paths.js";
import { reviewFindings } from "./review-findings.js";
import { reviewedExceptions } from "./reviewed-exceptions.js";

describe("findings", () => {
  it.each<[string, string, Buffer, string[]]>([
    ["a static program", "linux-x64", makeElf(), []],
    [
      "a program for glibc",
      "linux-arm64",
      makeElf({ machine: machines.elfArm64, interpreter: "/lib/ld" }),
      ["needs /lib/ld"],
    ],
    ["another CPU", "linux-arm64", makeElf(), ["is an ELF x64 program"]],
    ["another format", "linux-x64", makePe(), ["is a PE x64 program"]],
    ["a Mac program within the promise", "darwin-arm64", makeMachO(), []],
    [
      "one that needs a newer macOS",
      "darwin-arm64",
      makeMachO({ minOs: "14.0" }),
      ["needs macOS 14.0"],
    ],
    [
      "one that states no macOS",
      "darwin-arm64",
      makeMachO({ minOs: null }),
      ["states no minimum macOS"],
    ],
    ["an unsigned one", "darwin-arm64", makeMachO({ isSigned: false }), ["is not signed"]],
    [
      "a universal one",
      "darwin-x64",
      makeFatMachO([makeMachO({ cpu: machines.machX64, minOs: "10.9" }), makeMachO()]),
      ["needs macOS 11.0"],
    ],
    ["an unsigned Windows program", "win32-x64", makePe({ isSigned: false }), ["is not signed"]],
    ["data", "win32-x64", Buffer.from("data"), ["is no program"]],
    ["nothing at all", "linux-x64", Buffer.alloc(0), ["is no program"]],
    ["a script", "linux-x64", Buffer.from("#!/bin/sh\n"), ["is no program"]],
  ])("of %s on %s", async (_, tag, content, expected) => {
    const header = await headerOf(content);
    const file = { path: "bin/x", size: 1, sha256: "", mode: 0o755, header };
    expect(collectFindings([file], findPlatform(tag)).map(({ finding }) => finding)).toEqual(
      expected,
    );
  });
});

describe("what a file must be by its path", () => {
  it.each([
    ["bin/codex", "program"],
    ["codex-path/rg", "program"],
    ["codex-resources/bwrap", "program"],
    ["codex-resources/codex-command-runner.exe", "program"],
    ["codex/codex.exe", "program"],
    ["codex-resources/voice/bin/codex-voice-host", "program"],
    ["codex-resources/voice/bin/opus.dll", "library"],
    ["codex-resources/voice/lib/libopus.so.0", "library"],
    ["codex-resources/voice/lib/libz.1.dylib", "library"],
    ["codex-resources/voice/runtime.json", "anything"],
    ["codex-package.json", "anything"],
  ])("%s: %s", (path, expected) => {
    expect(expectedKind(path)).toBe(expected);
  });

  it("holds for every program and library of this repository's lock", async () => {
    const lock = await readLock(thisRepository.lockFile);
    const files = Object.values(lock.platforms).flatMap((locked) => locked.files);
    const programs = files.filter(({ mode, path }) => mode === 0o755 && !path.endsWith(".json"));
    expect(programs.filter(({ path }) => expectedKind(path) === "anything")).toEqual([]);
  });
});

describe("a reviewed exception", () => {
  const exception = { platform: "linux-x64", path: "voice/", finding: "needs ld", reason: "why" };

  it("covers its finding below its folder, and nothing else", () => {
    const findings = [
      { path: "voice/bin/host", finding: "needs ld" },
      { path: "voice/bin/host", finding: "needs ld2" },
      { path: "voices", finding: "needs ld" },
    ];
    const outcome = reviewFindings(findings, [exception], { platform: "linux-x64" });
    expect(outcome.unreviewed).toEqual(findings.slice(1));
    expect(outcome.applied).toEqual([exception]);
  });

  it("of another platform, or without a finding, does not apply", () => {
    const finding = { path: "voice/x", finding: "needs ld" };
    expect(reviewFindings([finding], [exception], { platform: "linux-arm64" }).unreviewed).toEqual([
      finding,
    ]);
    expect(reviewFindings([], [exception], { platform: "linux-x64" }).applied).toEqual([]);
  });

  it("has a reason, and a platform that exists", () => {
    for (const { platform, reason } of reviewedExceptions) {
      expect(findPlatform(platform).platform).toBe(platform);
      expect(reason).not.toBe("");
    }
  });
});

describe("components", () => {
  it("own files by the longest matching beginning", () => {
    const names = (paths: string[]): string[] => findComponents(paths).map(({ name }) => name);
    expect(names(["bin/codex", "path/rg"])).toEqual(["codex", "ripgrep"]);
    expect(names(["codex-resources/bwrap"])).toEqual(["bubblewrap"]);
  });

  it("with texts of their own in the tree must bring them", () => {
    const paths = ["codex-resources/voice/lib/libopus.so.0"];
    expect(() => findComponents(paths)).toThrowError(
      /voice libraries without its licence texts: .*LGPL-2\.1\.txt/,
    );
  });

  it("leave no file without an owner", () => {
    expect(() => findComponents(["bin/codex", "bin/miner"])).toThrowError(
      /No licence is known for bin\/miner/,
    );
  });

  it("have texts that are kept byte for byte as they were found", async () => {
    for (const { file, sha256, source } of components.flatMap(({ texts }) =>
      texts.filter((text) => text.in === "repository"),
    )) {
      const content = await readFile(join(thisRepository.licenses, file));
      expect(createHash("sha256").update(content).digest("hex"), file).toBe(sha256);
      expect(source, file).toMatch(/^(?:github|npm):/);
    }
  });
});

describe("this repository's lock", () => {
  it("covers every file of every platform with a component, and repeats what applies of the review", async () => {
    const lock = await readLock(thisRepository.lockFile);
    const held = platforms.flatMap(({ platform }) =>
      findComponents(lock.platforms[platform]?.files.map(({ path }) => path) ?? []),
    );
    const names = components
      .filter((component) => held.includes(component))
      .map(({ name }) => name);
    expect(lock.licenses.map(({ component }) => component)).toEqual(names);
    for (const exception of lock.exceptions) expect(reviewedExceptions).toContainEqual(exception);
  });
});

function headerOf(content: Buffer): Promise<ExecutableHeader | null> {
  return readExecutableHeader(async (offset, length) => content.subarray(offset, offset + length));
}
