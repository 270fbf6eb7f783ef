import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tar from "tar";
import { describe, expect, it } from "vitest";
import { parseRelease } from "../package/release.js";
import { platforms } from "../runtime-package.js";
import { readJson } from "../testing/read-json.js";
import { listFiles, outFolder, stageIntoScratch } from "../testing/stage-into-scratch.js";
import { createTempRepository } from "../testing/temp-repository.js";
import { integrityOf } from "../testing/test-registry.js";

/** Windows has no file modes. */
const isWindows = process.platform === "win32";

describe("staging the pinned version", () => {
  it("makes OUT a publishable package: no longer private, with os and cpu, licences and README", async () => {
    await using temp = await createTempRepository();
    const result = await stageIntoScratch(temp, { platformTag: "win32-x64" });
    expect(result).toMatchObject({ action: "staged", locked: true, version: "1.2.3" });
    expect(await listFiles(outFolder(temp))).toEqual([
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
      "sbom.cdx.json",
    ]);
    const manifest = await readJson(join(outFolder(temp), "package.json"));
    expect(manifest).toMatchObject({
      name: "openai-codex-cli-bin-win32-x64",
      version: "1.2.3",
      os: ["win32"],
      cpu: ["x64"],
      preferUnplugged: true,
    });
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("libc");
    expect(await readFile(join(outFolder(temp), "NOTICE"), "utf8")).toMatch(/^OpenAI Codex\n/);
    expect(await readFile(join(outFolder(temp), "README.md"), "utf8")).toMatch(/Unofficial/);
  });

  it("with all makes a folder for each of the six platforms and for the meta package", async () => {
    await using temp = await createTempRepository();
    await stageIntoScratch(temp, { platformTag: "all" });
    const names = platforms.map(({ packageName }) => packageName);
    expect(await readdir(outFolder(temp))).toEqual([
      ".codex-release",
      "openai-codex-cli-bin",
      ...names,
    ]);
    const meta = await readJson(join(outFolder(temp), "openai-codex-cli-bin", "package.json"));
    expect(meta.optionalDependencies).toEqual(
      Object.fromEntries(names.map((name) => [name, "1.2.3"])),
    );
    for (const gone of ["private", "scripts", "devDependencies"]) {
      expect(meta).not.toHaveProperty(gone);
    }
    const launcher = join(
      outFolder(temp),
      "openai-codex-cli-bin",
      "bin",
      "openai-codex-cli-bin.js",
    );
    if (!isWindows) expect((await stat(launcher)).mode & 0o777).toBe(0o755);
  });

  it("with --pack writes tarballs and a release.json in publishing order", async () => {
    await using temp = await createTempRepository("1.2.3-alpha.4");
    await stageIntoScratch(temp, { platformTag: "all", pack: true });
    const release = parseRelease(await readFile(join(outFolder(temp), "release.json"), "utf8"));
    expect(release.packages.map(({ name }) => name)).toEqual([
      ...platforms.map(({ packageName }) => packageName),
      "openai-codex-cli-bin",
    ]);
    for (const { file, integrity, size, tag, locked } of release.packages) {
      const bytes = await readFile(join(outFolder(temp), file));
      expect([integrityOf(bytes), bytes.length]).toEqual([integrity, size]);
      expect({ tag, locked }).toEqual({ tag: "alpha", locked: true });
    }
    expect(await readdir(outFolder(temp))).toHaveLength(7 + 2);
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
      const result = await stageIntoScratch(temp, { pack: true, platformTag: "all", force: true });
      seen.add(JSON.stringify(result.packages));
    }
    process.umask(umask);
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(seen.size).toBe(1);
  });

  it("packs sorted files with fixed times, owners and modes", async () => {
    await using temp = await createTempRepository();
    await stageIntoScratch(temp, { platformTag: "linux-x64", pack: true });
    const seen: string[] = [];
    await tar.list({
      file: join(outFolder(temp), "openai-codex-cli-bin-linux-x64-1.2.3.tgz"),
      onReadEntry({ path, mode, mtime, uid, gid, uname }): void {
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
    await expect(stageIntoScratch(temp)).rejects.toMatchObject({
      kind: "integrity",
      message: expect.stringContaining("runtime/bin/codex"),
    });
    expect(await readdir(temp.scratch)).toEqual([]);
  });

  it("builds the meta package itself, whatever an old build left, and says why it cannot", async () => {
    await using temp = await createTempRepository();
    const { metaPackage } = temp.repository;
    await mkdir(join(metaPackage, "dist"));
    await writeFile(join(metaPackage, "dist", "stray.js"), "stray");
    await stageIntoScratch(temp, { platformTag: "all" });
    expect(await listFiles(join(outFolder(temp), "openai-codex-cli-bin", "dist"))).toEqual([
      "index.js",
    ]);
    await writeFile(join(metaPackage, "build.mjs"), 'throw new Error("broken on purpose");');
    await expect(stageIntoScratch(temp, { out: "other", platformTag: "all" })).rejects.toThrowError(
      /openai-codex-cli-bin does not build: [\s\S]*broken on purpose/,
    );
    expect(await readdir(temp.scratch)).toEqual(["out"]);
  });

  it("refuses licence texts that were changed", async () => {
    await using temp = await createTempRepository();
    await writeFile(join(temp.repository.licenses, "codex-NOTICE.txt"), "mine\n");
    await expect(stageIntoScratch(temp)).rejects.toMatchObject({ kind: "integrity" });
  });

  it("with --dry-run lists the packages and makes nothing", async () => {
    await using temp = await createTempRepository();
    const result = await stageIntoScratch(temp, { platformTag: "all", dryRun: true });
    expect(result.packages).toHaveLength(7);
    expect(await readdir(temp.scratch)).toEqual([]);
    expect(temp.registry.requests).toEqual([]);
  });
});

describe("the folder OUT", () => {
  it("may exist when it is empty", async () => {
    await using temp = await createTempRepository();
    await mkdir(outFolder(temp));
    expect(await stageIntoScratch(temp)).toMatchObject({ action: "staged" });
  });

  it("that these tools made is replaced with --force alone", async () => {
    await using temp = await createTempRepository();
    await stageIntoScratch(temp, { platformTag: "linux-x64" });
    await expect(stageIntoScratch(temp)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining("--force"),
    });
    await stageIntoScratch(temp, { platformTag: "win32-x64", force: true });
    expect(await listFiles(outFolder(temp))).not.toContain("runtime/bin/codex");
  });

  it("that holds anything else is never replaced", async () => {
    await using temp = await createTempRepository();
    await mkdir(outFolder(temp));
    await writeFile(join(outFolder(temp), "thesis.txt"), "years of work");
    await expect(stageIntoScratch(temp, { force: true })).rejects.toMatchObject({ kind: "usage" });
    expect(await readdir(outFolder(temp))).toEqual(["thesis.txt"]);
  });

  it("may not be a file", async () => {
    await using temp = await createTempRepository();
    await writeFile(outFolder(temp), "x");
    await expect(stageIntoScratch(temp)).rejects.toThrowError(/is a file; name a folder/);
  });

  it("keeps what it held when staging fails", async () => {
    await using temp = await createTempRepository();
    await stageIntoScratch(temp, { platformTag: "linux-x64" });
    const before = await listFiles(outFolder(temp));
    temp.registry.faults.push({ kind: "status", status: 403 });
    await expect(
      stageIntoScratch(temp, { platformTag: "linux-arm64", force: true }),
    ).rejects.toMatchObject({
      kind: "network",
    });
    expect(await listFiles(outFolder(temp))).toEqual(before);
    expect(await readdir(temp.scratch)).toEqual(["out"]);
  });
});
