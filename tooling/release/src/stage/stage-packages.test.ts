import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import * as tar from "tar";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../package/release.js";
import { silentReporter } from "../reporter.js";
import { findPlatform, platforms } from "../runtime-package.js";
import { makeElf } from "../testing/make-elf.js";
import { makeTarball } from "../testing/make-tarball.js";
import {
  createTempRepository,
  programFor,
  type TempRepository,
  upstreamEntries,
} from "../testing/temp-repository.js";
import { integrityOf } from "../testing/test-registry.js";
import { stagePackages } from "./stage-packages.js";
import type { StagePackagesRequest } from "./stage-plan.js";

/** Windows keeps no file modes, and makes links for administrators alone. */
const isWindows = process.platform === "win32";

describe("staging the pinned version", () => {
  it("makes OUT a publishable package: no longer private, with os and cpu, licences and README", async () => {
    await using temp = await createTempRepository();
    const result = await stage(temp, { platformTag: "win32-x64" });
    expect(result).toMatchObject({ action: "staged", locked: true, version: "1.2.3" });
    expect(await listing(out(temp))).toEqual([
      ".codex-release",
      "LICENSE",
      "NOTICE",
      "README.md",
      "codex-runtime.json",
      "licenses/pcre2-LICENCE.md",
      "licenses/ripgrep-COPYING.txt",
      "licenses/ripgrep-LICENSE-MIT.txt",
      "licenses/ripgrep-UNLICENSE.txt",
      "licenses/sljit-LICENSE.txt",
      "package.json",
      "runtime/bin/codex.exe",
      "runtime/codex-package.json",
      "runtime/codex-path/rg.exe",
      "runtime/codex-resources/codex-notes.txt",
    ]);
    const manifest = await readJson(join(out(temp), "package.json"));
    expect(manifest).toMatchObject({
      name: "openai-codex-cli-bin-win32-x64",
      version: "1.2.3",
      os: ["win32"],
      cpu: ["x64"],
      preferUnplugged: true,
    });
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("libc");
    expect(await readFile(join(out(temp), "NOTICE"), "utf8")).toMatch(/^OpenAI Codex\n/);
    expect(await readFile(join(out(temp), "README.md"), "utf8")).toMatch(/Unofficial/);
  });

  it("with all makes a folder for each of the six platforms and for the meta package", async () => {
    await using temp = await createTempRepository();
    await stage(temp, { platformTag: "all" });
    const names = platforms.map(({ packageName }) => packageName);
    expect(await readdir(out(temp))).toEqual([".codex-release", "openai-codex-cli-bin", ...names]);
    const meta = await readJson(join(out(temp), "openai-codex-cli-bin", "package.json"));
    expect(meta.optionalDependencies).toEqual(
      Object.fromEntries(names.map((name) => [name, "1.2.3"])),
    );
    for (const gone of ["private", "scripts", "devDependencies"])
      expect(meta).not.toHaveProperty(gone);
    const launcher = join(out(temp), "openai-codex-cli-bin", "bin", "openai-codex-cli-bin.js");
    if (!isWindows) expect((await stat(launcher)).mode & 0o777).toBe(0o755);
  });

  it("with --pack writes tarballs and a release.json in publishing order", async () => {
    await using temp = await createTempRepository("1.2.3-alpha.4");
    await stage(temp, { platformTag: "all", pack: true });
    const release = parseRelease(await readFile(join(out(temp), "release.json"), "utf8"));
    expect(release.packages.map(({ name }) => name)).toEqual([
      ...platforms.map(({ packageName }) => packageName),
      "openai-codex-cli-bin",
    ]);
    for (const { file, integrity, size, tag, locked } of release.packages) {
      const bytes = await readFile(join(out(temp), file));
      expect([integrityOf(bytes), bytes.length]).toEqual([integrity, size]);
      expect({ tag, locked }).toEqual({ tag: "alpha", locked: true });
    }
    expect(await readdir(out(temp))).toHaveLength(7 + 2);
  });

  it("packs the same bytes whatever the umask, the time zone and the order of the folder", async () => {
    await using temp = await createTempRepository();
    const environments = [
      { umask: 0o022, zone: "UTC" },
      { umask: 0o077, zone: "Pacific/Chatham" },
    ];
    const seen = new Set<string>();
    const [umask, zone] = [process.umask(), process.env.TZ];
    for (const environment of environments) {
      process.umask(environment.umask);
      process.env.TZ = environment.zone;
      const result = await stage(temp, { pack: true, platformTag: "all", force: true });
      seen.add(JSON.stringify(result.packages));
    }
    process.umask(umask);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(seen.size).toBe(1);
  });

  it("packs sorted files with fixed times, owners and modes", async () => {
    await using temp = await createTempRepository();
    await stage(temp, { platformTag: "linux-x64", pack: true });
    const seen: string[] = [];
    await tar.list({
      file: join(out(temp), "openai-codex-cli-bin-linux-x64-1.2.3.tgz"),
      onReadEntry: ({ path, mode, mtime, uid, gid, uname }) => {
        seen.push(path);
        expect([mtime?.toISOString(), uid, gid, uname]).toEqual([
          "1985-10-26T08:15:00.000Z",
          0,
          0,
          "",
        ]);
        expect(mode).toBe(/(?:\/codex|\/rg)$/.test(path) ? 0o755 : 0o644);
      },
    });
    expect(seen).toEqual([...seen].sort());
    expect(seen).toContain("package/runtime/bin/codex");
    expect(seen).not.toContain("package/.codex-release");
  });

  it("refuses bytes whose files are not the locked ones, and leaves no OUT", async () => {
    await using temp = await createTempRepository();
    const lock = JSON.parse(await readFile(temp.repository.lockFile, "utf8"));
    lock.platforms["linux-x64"].files[1].sha256 = "0".repeat(64);
    await writeFile(temp.repository.lockFile, JSON.stringify(lock));
    await expect(stage(temp)).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringContaining("runtime/bin/codex"),
    });
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("refuses a meta package that was built for another version, or not at all", async () => {
    await using temp = await createTempRepository();
    await rm(join(temp.repository.metaPackage, "dist"), { recursive: true });
    await expect(stage(temp, { platformTag: "all" })).rejects.toThrowError(/npm run build/);
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("refuses licence texts that were changed", async () => {
    await using temp = await createTempRepository();
    await writeFile(join(temp.repository.licenses, "codex-NOTICE.txt"), "mine\n");
    await expect(stage(temp)).rejects.toMatchObject({ kind: "integrity" });
  });

  it("with --dry-run lists the packages and makes nothing", async () => {
    await using temp = await createTempRepository();
    const result = await stage(temp, { platformTag: "all", dryRun: true });
    expect(result.packages).toHaveLength(7);
    expect(await readdir(temp.scratch)).toEqual([]);
    expect(temp.registry.requests).toEqual([]);
  });
});

describe("the folder OUT", () => {
  it("may exist when it is empty", async () => {
    await using temp = await createTempRepository();
    await mkdir(out(temp));
    expect(await stage(temp)).toMatchObject({ action: "staged" });
  });

  it("that these tools made is replaced with --force alone", async () => {
    await using temp = await createTempRepository();
    await stage(temp, { platformTag: "linux-x64" });
    await expect(stage(temp)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining("--force"),
    });
    await stage(temp, { platformTag: "win32-x64", force: true });
    expect(await listing(out(temp))).not.toContain("runtime/bin/codex");
  });

  it("that holds anything else is never replaced", async () => {
    await using temp = await createTempRepository();
    await mkdir(out(temp));
    await writeFile(join(out(temp), "thesis.txt"), "years of work");
    await expect(stage(temp, { force: true })).rejects.toMatchObject({ kind: "usage" });
    expect(await readdir(out(temp))).toEqual(["thesis.txt"]);
  });

  it("may not be a file", async () => {
    await using temp = await createTempRepository();
    await writeFile(out(temp), "x");
    await expect(stage(temp)).rejects.toThrowError(/is a file; name a folder/);
  });

  it("keeps what it held when staging fails", async () => {
    await using temp = await createTempRepository();
    await stage(temp, { platformTag: "linux-x64" });
    const before = await listing(out(temp));
    temp.registry.faults.push({ kind: "status", status: 403 });
    await expect(stage(temp, { platformTag: "linux-arm64", force: true })).rejects.toMatchObject({
      kind: "network",
    });
    expect(await listing(out(temp))).toEqual(before);
    expect(await readdir(temp.scratch)).toEqual(["out"]);
  });
});

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
        stage(temp, { input: "x", platformTag: undefined, ...lacking }),
      ).rejects.toMatchObject({
        kind: "usage",
        message: expect.stringContaining("--codex-version and one --platform-tag"),
      });
    }
  });

  it("takes an npm tarball of any version, and marks it as not locked", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex.tgz", makeTarball(upstreamEntries("linux-x64", "9.9.9")));
    const result = await stage(temp, { ...given, input: "codex.tgz", codexVersion: "rust-v9.9.9" });
    expect(result).toMatchObject({ locked: false, version: "9.9.9" });
    expect(await readJson(join(out(temp), "codex-runtime.json"))).toMatchObject({
      locked: false,
      source: { kind: "archive", spec: "codex.tgz", integrity: expect.stringMatching(/^sha512-/) },
    });
  });

  it.each(["", "codex-package-x/"])(
    "takes a codex-package archive, its tree below %j",
    async (top) => {
      await using temp = await createTempRepository();
      await write(temp, "package.tar.gz", codexPackage("linux-x64", top));
      await stage(temp, { ...given, input: "package.tar.gz" });
      expect(await listing(out(temp))).toContain("runtime/codex-path/rg");
    },
  );

  it("takes a folder, of a whole package or of the tree alone", async () => {
    await using temp = await createTempRepository();
    for (const { path, content = "" } of upstreamEntries("linux-x64", "1.2.3"))
      await write(temp, path, content);
    for (const input of ["package", `package/vendor/${findPlatform("linux-x64").target}`]) {
      await stage(temp, { ...given, input, force: true });
      expect(await readJson(join(out(temp), "codex-runtime.json"))).toMatchObject({
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
    await expect(stage(temp, { ...given, input: "tree" })).rejects.toThrowError(/SymbolicLink/);
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
    const result = await stage(temp, request, warnings);
    expect(result).toMatchObject({ version: "0.116.0-alpha.1", locked: false });
    expect(warnings).toEqual([expect.stringContaining("comes without rg")]);
    expect(await readJson(join(out(temp), "codex-runtime.json"))).toMatchObject({
      entrypoint: "runtime/codex/codex",
      source: { kind: "binary" },
    });
    await expect(stage(temp, { ...request, strict: true, force: true })).rejects.toMatchObject({
      kind: "check",
    });
  });

  it("names a Windows program as Windows needs it, on whatever system it is staged", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", programFor("win_amd64"));
    await stage(temp, { input: "codex", codexVersion: "1.2.3", platformTag: "win_amd64" });
    expect(await listing(out(temp))).toContain("runtime/codex/codex.exe");
  });

  it("refuses a program of another platform with both named", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex", makeElf());
    const request = { input: "codex", codexVersion: "1.2.3", platformTag: "macosx_11_0_arm64" };
    await expect(stage(temp, request)).rejects.toThrowError(
      /an ELF x64 program, but darwin-arm64 .* needs a Mach-O arm64 program/,
    );
    expect(await readdir(temp.scratch)).toEqual(["codex"]);
  });

  it("refuses a version or a target that the input itself contradicts", async () => {
    await using temp = await createTempRepository();
    await write(temp, "codex.tgz", makeTarball(upstreamEntries("linux-x64", "1.2.3")));
    const input = "codex.tgz";
    await expect(stage(temp, { ...given, input, codexVersion: "1.2.4" })).rejects.toThrowError(
      /states version 1\.2\.3/,
    );
    await expect(stage(temp, { ...given, input, platformTag: "linux-arm64" })).rejects.toThrowError(
      /holds a runtime for x86_64-unknown-linux-musl, but linux-arm64 needs/,
    );
  });

  it.each([
    ["a Zstandard file", "28b52ffd00"],
    ["a zip file", "504b030400"],
  ])("refuses %s with what to do", async (what, bytes) => {
    await using temp = await createTempRepository();
    await write(temp, "codex.bin", Buffer.from(bytes, "hex"));
    await expect(stage(temp, { ...given, input: "codex.bin" })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(`is ${what}; unpack it`),
    });
  });

  it("refuses an input that does not exist, and a tree with a file of no known component", async () => {
    await using temp = await createTempRepository();
    await expect(stage(temp, { ...given, input: "nothing" })).rejects.toMatchObject({
      kind: "usage",
    });
    await write(temp, "tree/codex/codex", makeElf());
    await write(temp, "tree/miner", makeElf());
    await expect(stage(temp, { ...given, input: "tree" })).rejects.toThrowError(
      /No licence is known for miner/,
    );
  });
});

describe("release assets", () => {
  const sums = "codex-package_SHA256SUMS";
  const asset = "codex-package-x86_64-unknown-linux-musl.tar.gz";
  const tag = "rust-v1.2.3";

  it("are taken with --from github, held to their sums and, file by file, to the lock", async () => {
    await using temp = await createTempRepository();
    const bytes = codexPackage("linux-x64", "");
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(`${sha256(bytes)}  ${asset}\n`));
    expect(await fromGithub(temp)).toMatchObject({ locked: true });
    expect(await readJson(join(out(temp), "codex-runtime.json"))).toMatchObject({
      locked: true,
      source: { kind: "github", spec: `${tag}/${asset}` },
    });
  });

  it.each([
    ["another digest", () => `${"0".repeat(64)}  ${asset}\n`],
    ["no line", () => `${"0".repeat(64)}  other.tar.gz\n`],
    ["two lines", (bytes: Buffer) => `${sha256(bytes)}  ${asset}\n`.repeat(2)],
  ])("whose sums have %s for them are refused", async (_, text) => {
    await using temp = await createTempRepository();
    const bytes = codexPackage("linux-x64", "");
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(text(bytes)));
    await expect(fromGithub(temp)).rejects.toMatchObject({ kind: "integrity" });
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("whose files are not the locked ones are refused, sums or not", async () => {
    await using temp = await createTempRepository();
    const entries = treeEntries("linux-x64", "").map((entry) =>
      entry.path.endsWith("rg") ? { ...entry, content: makeElf({ isPie: true, type: 3 }) } : entry,
    );
    const bytes = makeTarball(entries);
    temp.registry.files.set(`${tag}/${asset}`, bytes);
    temp.registry.files.set(`${tag}/${sums}`, Buffer.from(`${sha256(bytes)}  ${asset}\n`));
    await expect(fromGithub(temp)).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringContaining("codex-path/rg"),
    });
  });

  it("that do not exist are a network error", async () => {
    await using temp = await createTempRepository();
    await expect(fromGithub(temp)).rejects.toMatchObject({ kind: "network" });
  });

  function fromGithub(temp: TempRepository) {
    const githubBaseUrl = temp.registry.url;
    return stage(temp, { platformTag: "linux-x64", from: "github", githubBaseUrl });
  }
});

function treeEntries(platform: string, top: string) {
  const prefix = `package/vendor/${findPlatform(platform).target}/`;
  return upstreamEntries(platform, "1.2.3")
    .filter(({ path }) => path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: top + entry.path.slice(prefix.length) }));
}

function codexPackage(platform: string, top: string): Buffer {
  return makeTarball(treeEntries(platform, top));
}

function stage(
  temp: TempRepository,
  request: Partial<StagePackagesRequest> = {},
  warnings: string[] = [],
) {
  const { repository, env, scratch } = temp;
  const flags = { pack: false, strict: false, force: false, dryRun: false };
  const reporter = { ...silentReporter, warn: (message: string) => void warnings.push(message) };
  const fetching = { idleTimeoutMs: 2_000, attempts: 1, retryDelayMs: 1 };
  return stagePackages(
    { out: "out", platformTag: "linux-x64", from: "npm", ...flags, ...request },
    { repository, env, reporter, fetching, cwd: scratch },
  );
}

function out({ scratch }: TempRepository): string {
  return join(scratch, "out");
}

async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .sort();
}

async function readJson(file: string) {
  return JSON.parse(await readFile(file, "utf8"));
}

async function write(
  { scratch }: TempRepository,
  path: string,
  content: Buffer | string,
): Promise<void> {
  await mkdir(dirname(join(scratch, path)), { recursive: true });
  await writeFile(join(scratch, path), content, { mode: 0o755 });
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
