import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPlatform, platforms } from "../runtime-package.js";
import { makeElf } from "../testing/make-elf.js";
import { programFor, universalProgram } from "../testing/temp-repository.js";
import { type InspectedTree, inspectTree } from "./inspect-tree.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "inspect-test-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const codexPackage = {
  layoutVersion: 1,
  version: "1.2.3",
  target: "x86_64-unknown-linux-musl",
  entrypoint: "bin/codex",
  resourcesDir: "codex-resources",
  pathDir: "codex-path",
};

describe("a tree in the present layout", () => {
  it("is described by its codex-package.json, unknown keys or not", async () => {
    const { manifest } = await inspect({
      ...tree(),
      "codex-package.json": json({ ...codexPackage, new: {} }),
    });
    expect(manifest).toMatchObject({ layout: "package-v1", entrypoint: "runtime/bin/codex" });
  });

  it("may lack version, target, resources and PATH folder", async () => {
    const { layoutVersion, entrypoint } = codexPackage;
    const { manifest } = await inspect({
      ...tree(),
      "codex-package.json": json({ layoutVersion, entrypoint }),
    });
    expect(manifest).toMatchObject({ pathDirs: [], resourcesDir: null });
  });

  it.each([
    ["another version", { version: "1.2.4" }, /states version 1\.2\.4, but 1\.2\.3/],
    ["another target", { target: "aarch64-apple-darwin" }, /states target aarch64-apple-darwin/],
    ["an unknown layout", { layoutVersion: 2 }, /layoutVersion 2; only 1/],
    [
      "an entrypoint that is not there",
      { entrypoint: "bin/nothing" },
      /bin\/nothing .* no such file/,
    ],
    ["no entrypoint", { entrypoint: undefined }, /malformed/],
  ])("is refused when it states %s", async (_, change, message) => {
    const files = { ...tree(), "codex-package.json": json({ ...codexPackage, ...change }) };
    await expect(inspect(files)).rejects.toThrowError(message);
  });

  it("is refused when codex-package.json is no JSON", async () => {
    await expect(inspect({ ...tree(), "codex-package.json": "{" })).rejects.toThrowError(
      /not JSON/,
    );
  });
});

describe("a tree in the older layout", () => {
  it("is described by its folders", async () => {
    const { manifest } = await inspect({ "codex/codex": makeElf(), "path/rg": makeElf() });
    expect(manifest).toMatchObject({
      layout: "legacy-vendor",
      entrypoint: "runtime/codex/codex",
      pathDirs: ["runtime/path"],
      resourcesDir: null,
    });
  });

  it("gives Windows programs their executable mode, whatever the archive said", async () => {
    const files = {
      "codex/codex.exe": programFor("win32-x64"),
      "path/rg.exe": programFor("win32-x64"),
    };
    const { manifest } = await inspect(files, "win32-x64");
    expect(manifest.files.map(({ mode }) => mode)).toEqual([0o755, 0o755]);
  });

  it("without an entrypoint is refused with what was found", async () => {
    await expect(inspect({ "readme.txt": "x" })).rejects.toThrowError(
      /neither codex-package\.json nor codex\/codex\. Found readme\.txt/,
    );
  });
});

describe("an entrypoint", () => {
  const pairs = platforms.flatMap((file) => platforms.map((wanted) => [file, wanted] as const));

  it.each(pairs.map(([file, wanted]) => [file.platform, wanted.platform]))(
    "of %s is accepted for %s exactly when they are the same",
    async (file, wanted) => {
      const name = findPlatform(wanted).os === "win32" ? "codex/codex.exe" : "codex/codex";
      const outcome = inspect({ [name]: programFor(file) }, wanted);
      if (file === wanted) await outcome;
      else await expect(outcome).rejects.toThrowError(findPlatform(wanted).target);
    },
  );

  it("for the wrong platform is refused with both named", async () => {
    await expect(inspect({ "codex/codex": makeElf() }, "macosx_11_0_arm64")).rejects.toThrowError(
      "codex/codex is an ELF x64 program, but darwin-arm64 (aarch64-apple-darwin) needs a Mach-O arm64 program",
    );
  });

  it("that is universal serves both Macs", async () => {
    for (const tag of ["darwin-arm64", "darwin-x64"]) {
      const { manifest } = await inspect({ "codex/codex": universalProgram() }, tag);
      expect(manifest.files[0]?.arch).toEqual(["x64", "arm64"]);
    }
  });

  it.each([
    ["a library", makeElf({ type: 3 }), /an ELF x64 library/],
    ["a script", Buffer.from("#!/bin/sh\n"), /no executable/],
    ["empty", Buffer.alloc(0), /no executable/],
    [
      "cut short",
      makeElf({ interpreter: "/x" }).subarray(0, 80),
      /codex\/codex is not a usable executable/,
    ],
  ])("that is %s is refused", async (_, content, message) => {
    await expect(inspect({ "codex/codex": content })).rejects.toThrowError(message);
  });
});

function tree(): Record<string, Buffer | string> {
  return { "bin/codex": makeElf(), "codex-path/rg": makeElf(), "codex-resources/bwrap": makeElf() };
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

async function inspect(
  contents: Record<string, Buffer | string>,
  tag = "linux-x64",
): Promise<InspectedTree> {
  const files = [];
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
    files.push({ path, size: content.length, sha256: "0".repeat(64), mode: 0o644 });
  }
  const source = { kind: "npm", spec: "codex@1.2.3", integrity: null } as const;
  return inspectTree(
    { root, files, source, locked: true },
    { platform: findPlatform(tag), version: "1.2.3" },
  );
}
