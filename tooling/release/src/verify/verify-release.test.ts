import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tar from "tar";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { budgetWarning } from "../package/pack-package.js";
import { joinRelease, parseRelease, type Release } from "../package/release.js";
import { silentReporter } from "../reporter.js";
import { type StageSdkResult, stageSdk } from "../sdk/stage-sdk.js";
import { stagePackages } from "../stage/stage-packages.js";
import { makeElf } from "../testing/make-elf.js";
import { makeTarball, type TarballEntry } from "../testing/make-tarball.js";
import {
  copyTempRepository,
  createTempRepository,
  type TempRepository,
} from "../testing/temp-repository.js";
import { integrityOf } from "../testing/test-registry.js";
import { type VerifyReleaseResult, verifyRelease } from "./verify-release.js";

const linux = "openai-codex-cli-bin-linux-x64";

/** Created once; each test damages its own copy. */
let made: TempRepository;
beforeAll(async () => {
  made = await createRelease();
});
afterAll(() => made[Symbol.asyncDispose]());

describe("a release that these tools made", () => {
  it("is fit to be published", async () => {
    await using temp = await copyTempRepository(made);
    const result = await verify(temp);
    expect(result.version).toBe("1.2.3");
    expect(result.packages.map(({ name }) => name)).toEqual([
      "openai-codex-cli-bin-darwin-arm64",
      "openai-codex-cli-bin-darwin-x64",
      "openai-codex-cli-bin-linux-arm64",
      linux,
      "openai-codex-cli-bin-win32-arm64",
      "openai-codex-cli-bin-win32-x64",
      "openai-codex-cli-bin",
      "codex-app-server-sdk",
    ]);
  });

  it("has its SDK replaced, not doubled, when that is staged again", async () => {
    await using temp = await copyTempRepository(made);
    await writeSdk(temp, "0.2.0");
    await addSdk(temp);
    expect((await verify(temp)).packages.at(-1)).toMatchObject({ version: "0.2.0" });
  });
});

describe("a release is not fit to be published", () => {
  it("when one byte of a tarball has changed", async () => {
    await using temp = await copyTempRepository(made);
    const file = join(folder(temp), `${linux}-1.2.3.tgz`);
    const bytes = await readFile(file);
    bytes[bytes.length - 30] = (bytes[bytes.length - 30] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect(verify(temp)).rejects.toMatchObject({ kind: "integrity" });
  });

  it("when a package is missing, or a stranger is among them", async () => {
    await using temp = await copyTempRepository(made);
    await edit(temp, (release) => ({ ...release, packages: release.packages.slice(1) }));
    await expectProblem(temp, "openai-codex-cli-bin-darwin-arm64 is missing");
    await expectProblem(temp, "openai-codex-cli-bin-darwin-arm64-1.2.3.tgz is not part of it");
  });

  it("when it has no release.json", async () => {
    await using temp = await copyTempRepository(made);
    await rm(join(folder(temp), "release.json"));
    await expect(verify(temp)).rejects.toMatchObject({ kind: "usage" });
  });

  it("when the meta package would be published before a platform", async () => {
    await using temp = await copyTempRepository(made);
    await edit(temp, ({ packages, schema }) => ({ schema, packages: packages.toReversed() }));
    await expectProblem(temp, "its order is not platforms, meta, SDK");
  });

  it("when a prerelease would become latest", async () => {
    await using temp = await createRelease("1.2.3-alpha.1");
    await edit(temp, ({ packages, schema }) => ({
      schema,
      packages: packages.map((entry) => ({ ...entry, tag: "latest" })),
    }));
    await expectProblem(temp, `${linux} 1.2.3-alpha.1 would become latest`);
  });

  it("when the SDK has no version yet, or pins another runtime", async () => {
    await using temp = await copyTempRepository(made);
    await writeSdk(temp, "0.0.0");
    await addSdk(temp);
    await expectProblem(temp, "codex-app-server-sdk has no version yet");
    await replace(temp, "codex-app-server-sdk", (entries) =>
      withManifest(entries, {
        version: "0.0.1",
        dependencies: { "openai-codex-cli-bin": "^1.2.3" },
      }),
    );
    await expectProblem(temp, "depends on openai-codex-cli-bin ^1.2.3, not 1.2.3");
  });

  it.each([
    ["is private", { private: true }, "is private"],
    ["runs an install script", { scripts: { postinstall: "node x" } }, "runs postinstall"],
    ["names a registry", { publishConfig: { registry: "http://127.0.0.1/" } }, "names a registry"],
    [
      "has a workspace range",
      { dependencies: { a: "workspace:*" } },
      "depends on a as workspace:*",
    ],
    ["has a file range", { dependencies: { a: "file:../a" } }, "depends on a as file:../a"],
    ["has another name", { name: "other" }, "is other@1.2.3 by its manifest"],
    ["is for another system", { os: ["darwin"] }, "is installed for os darwin"],
    ["splits by libc", { libc: ["glibc"] }, "libc glibc"],
  ])("when a manifest %s", async (_, change, problem) => {
    await using temp = await copyTempRepository(made);
    await replace(temp, linux, (entries) => withManifest(entries, change));
    await expectProblem(temp, problem);
  });

  it.each<[string, Damage, string]>([
    [
      "holds another program",
      change("runtime/bin/codex", makeElf({ isPie: true, type: 3 })),
      "another runtime/bin/codex",
    ],
    ["lost an executable bit", mode("runtime/bin/codex", 0o644), "another runtime/bin/codex"],
    ["gained a file", (entries) => [...entries, entry("runtime/zz", "x")], "runtime/zz, which"],
    [
      "gained a program",
      (entries) => [...entries, { ...entry("licenses/x", "x"), mode: 0o755 }],
      "licenses/x, which",
    ],
    [
      "lost a licence",
      without("licenses/ripgrep-UNLICENSE.txt"),
      "lacks the licence text licenses/ripgrep-UNLICENSE",
    ],
    ["has another licence", change("LICENSE", "mine"), "lacks the licence text LICENSE"],
    ["was not locked", json("codex-runtime.json", { locked: false }), "no lock vouches for"],
    [
      "has another target",
      json("codex-runtime.json", { target: "x86_64-apple-darwin" }),
      "holds a runtime for",
    ],
    ["cannot be read", change("codex-runtime.json", "{"), "cannot be read"],
    ["has no manifest", without("package.json"), "has no package.json"],
    ["has a manifest that is no JSON", change("package.json", "{"), "is not JSON"],
    ["is packed in another order", (entries) => entries.toReversed(), "does not come out the same"],
  ])("when a platform package %s", async (_, damage, problem) => {
    await using temp = await copyTempRepository(made);
    await replace(temp, linux, damage);
    await expectProblem(temp, problem);
  });

  it("when the files differ from the lock, however well the package describes them", async () => {
    await using temp = await copyTempRepository(made);
    const lock = JSON.parse(await readFile(temp.repository.lockFile, "utf8"));
    lock.platforms["linux-x64"].files.pop();
    await writeFile(temp.repository.lockFile, JSON.stringify(lock));
    await expectProblem(
      temp,
      "linux-x64 differs from the lock in runtime/codex-resources/codex-notes.txt",
    );
    await expectProblem(temp, "ships another lock than the checkout's");
  });

  it("when the meta package's launcher cannot be executed, or its licence is missing", async () => {
    await using temp = await copyTempRepository(made);
    const launcher = "bin/openai-codex-cli-bin.js";
    await replace(temp, "openai-codex-cli-bin", mode(launcher, 0o644));
    await expectProblem(temp, `has ${launcher} in bin, which is missing or cannot be executed`);
    await replace(temp, "openai-codex-cli-bin", without("LICENSE"));
    await expectProblem(temp, "has no LICENSE");
  });

  it("when the meta package names other platform packages", async () => {
    await using temp = await copyTempRepository(made);
    await replace(temp, "openai-codex-cli-bin", (entries) =>
      withManifest(entries, { optionalDependencies: { [linux]: "^1.2.3" } }),
    );
    await expectProblem(temp, "not the six of 1.2.3");
  });
});

describe("the size budget", () => {
  it("is silent at 200 MB and warns one byte above", () => {
    expect(budgetWarning({ name: "a", size: 200_000_000 })).toBeNull();
    expect(budgetWarning({ name: "a", size: 200_000_001 })).toContain("a has 200000001 bytes");
  });
});

/** All eight tarballs, in `out`. */
async function createRelease(version = "1.2.3"): Promise<TempRepository> {
  const temp = await createTempRepository(version);
  const { repository, env, scratch } = temp;
  const flags = { pack: true, strict: false, force: false, dryRun: false };
  const context = { repository, env, reporter: silentReporter, cwd: scratch };
  await stagePackages({ out: "out", platformTag: "all", from: "npm", ...flags }, context);
  await writeSdk(temp, "0.1.0");
  await addSdk(temp);
  return temp;
}

async function writeSdk({ repository }: TempRepository, version: string): Promise<void> {
  const manifest = {
    name: "codex-app-server-sdk",
    version,
    files: ["dist"],
    scripts: { build: "tsup" },
    dependencies: { "openai-codex-cli-bin": "workspace:*" },
    devDependencies: { zod: "4.6.7" },
  };
  await mkdir(join(repository.sdkPackage, "dist"), { recursive: true });
  await writeFile(join(repository.sdkPackage, "package.json"), JSON.stringify(manifest));
  await writeFile(join(repository.sdkPackage, "README.md"), "# SDK\n");
  await writeFile(join(repository.sdkPackage, "dist", "index.js"), "export {};\n");
}

function addSdk({ repository, env, scratch }: TempRepository): Promise<StageSdkResult> {
  const context = {
    repository,
    env,
    reporter: silentReporter,
    cwd: scratch,
    async checkTypes(): Promise<void> {},
  };
  return stageSdk({ out: "out", force: false, dryRun: false }, context);
}

function folder({ scratch }: TempRepository): string {
  return join(scratch, "out");
}

function verify(temp: TempRepository): Promise<VerifyReleaseResult> {
  const { repository, scratch } = temp;
  return verifyRelease({ folder: "out" }, { repository, reporter: silentReporter, cwd: scratch });
}

async function expectProblem(temp: TempRepository, problem: string): Promise<void> {
  await expect(verify(temp)).rejects.toMatchObject({
    kind: "check",
    message: expect.stringContaining(problem),
  });
}

async function edit(temp: TempRepository, change: (release: Release) => Release): Promise<void> {
  const file = join(folder(temp), "release.json");
  const release = parseRelease(await readFile(file, "utf8"));
  await writeFile(file, JSON.stringify(change(release)));
}

/** Packs a package's changed entries with another packer, and updates `release.json` to match. */
async function replace(temp: TempRepository, name: string, damage: Damage): Promise<void> {
  const release = parseRelease(await readFile(join(folder(temp), "release.json"), "utf8"));
  const found = release.packages.find((pkg) => pkg.name === name);
  if (!found) throw new Error(`no ${name}`);
  const file = join(folder(temp), found.file);
  const bytes = makeTarball(damage(await entriesOf(file)));
  await writeFile(file, bytes);
  const changed = { ...found, integrity: integrityOf(bytes), size: bytes.length };
  await edit(temp, (current) => joinRelease(current, [changed]));
}

async function entriesOf(file: string): Promise<TarballEntry[]> {
  const entries: TarballEntry[] = [];
  await tar.list({
    file,
    onReadEntry(found): void {
      const chunks: Buffer[] = [];
      found.on("data", (chunk) => chunks.push(chunk));
      found.on("end", () => {
        entries.push({ path: found.path, mode: found.mode, content: Buffer.concat(chunks) });
      });
    },
  });
  return entries;
}

function withManifest(entries: TarballEntry[], change: object): TarballEntry[] {
  return json("package.json", change)(entries);
}

/** A change to a package's entries. */
type Damage = (entries: TarballEntry[]) => TarballEntry[];

function json(path: string, change: object): Damage {
  return (entries): TarballEntry[] =>
    entries.map((found) =>
      found.path === `package/${path}`
        ? { ...found, content: JSON.stringify({ ...JSON.parse(String(found.content)), ...change }) }
        : found,
    );
}

function change(path: string, content: Buffer | string): Damage {
  return (entries): TarballEntry[] =>
    entries.map((found) => (found.path === `package/${path}` ? { ...found, content } : found));
}

function mode(path: string, value: number): Damage {
  return (entries): TarballEntry[] =>
    entries.map((found) => (found.path === `package/${path}` ? { ...found, mode: value } : found));
}

function without(path: string): Damage {
  return (entries): TarballEntry[] => entries.filter((found) => found.path !== `package/${path}`);
}

function entry(path: string, content: string): TarballEntry {
  return { path: `package/${path}`, content };
}
