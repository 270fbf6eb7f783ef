import { chmod, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { silentReporter } from "../reporter.js";
import { platformFor } from "../runtime-package.js";
import { makeTarball } from "../testing/make-tarball.js";
import {
  createTempRepository,
  type TempRepository,
  upstreamEntries,
} from "../testing/temp-repository.js";
import { integrityOf } from "../testing/test-registry.js";
import {
  type StageWorkspaceRequest,
  type StageWorkspaceResult,
  stageWorkspaceRuntime,
} from "./stage-workspace-runtime.js";

/** Windows has no file modes. */
const hasModes = process.platform !== "win32";

const fetching = { idleTimeoutMs: 500, attempts: 2, retryDelayMs: 1 };

describe("staging the pinned runtime into a workspace", () => {
  it("puts upstream's tree and its description into the platform's package", async () => {
    await using temp = await createTempRepository();
    expect(await stage(temp)).toMatchObject({
      action: "staged",
      platform: "linux-x64",
      version: "1.2.3",
    });

    const manifest = await readManifest(temp);
    expect(manifest).toMatchObject({
      schema: 1,
      version: "1.2.3",
      target: "x86_64-unknown-linux-musl",
      layout: "package-v1",
      entrypoint: "runtime/bin/codex",
      pathDirs: ["runtime/codex-path"],
      resourcesDir: "runtime/codex-resources",
      source: { kind: "npm", spec: "@openai/codex@1.2.3-linux-x64" },
      locked: true,
    });
    expect(
      manifest.files.map(({ path, mode, format, arch }) => [path, mode, format, arch]),
    ).toEqual([
      ["runtime/bin/codex", 0o755, "elf", ["x64"]],
      ["runtime/codex-package.json", 0o644, null, []],
      ["runtime/codex-path/rg", 0o755, "elf", ["x64"]],
      ["runtime/codex-resources/codex-notes.txt", 0o644, null, []],
    ]);
    const entry = join(packageDir(temp), "runtime", "bin", "codex");
    if (hasModes) expect((await stat(entry)).mode & 0o777).toBe(0o755);
    expect(await readdir(packageDir(temp))).toEqual(["codex-runtime.json", "runtime"]);
  });

  it("does nothing, and asks no registry, when it is already there", async () => {
    await using temp = await createTempRepository();
    await stage(temp);
    const asked = temp.registry.requests.length;
    expect(await stage(temp)).toMatchObject({ action: "up-to-date" });
    expect(temp.registry.requests).toHaveLength(asked);
  });

  it("stages again, from the kept download, when a file is gone, short or not executable", async () => {
    await using temp = await createTempRepository();
    await stage(temp);
    const asked = temp.registry.requests.length;
    const entry = join(packageDir(temp), "runtime", "bin", "codex");
    for (const damage of [
      () => rm(entry),
      () => truncate(entry, 10),
      ...(hasModes ? [() => chmod(entry, 0o644)] : []),
    ]) {
      await damage();
      expect(await stage(temp)).toMatchObject({ action: "staged" });
      if (hasModes) expect((await stat(entry)).mode & 0o111).not.toBe(0);
    }
    expect(temp.registry.requests).toHaveLength(asked);
  });

  it("stages again when a byte, a file or the description is not what the lock gives", async () => {
    await using temp = await createTempRepository();
    await stage(temp);
    const inRuntime = (path: string): string => join(packageDir(temp), "runtime", path);
    const description = join(packageDir(temp), "codex-runtime.json");
    const bytes = await readFile(inRuntime("bin/codex"));
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    const manifest = await readManifest(temp);
    const describe = (change: object): Promise<void> =>
      writeFile(description, JSON.stringify({ ...manifest, ...change }));
    for (const damage of [
      () => writeFile(inRuntime("bin/codex"), bytes),
      () => writeFile(inRuntime("codex-path/git"), "#!/bin/sh\n", { mode: 0o755 }),
      () => describe({ entrypoint: "runtime/codex-path/rg" }),
      () => describe({ pathDirs: ["runtime/bin"] }),
      () => describe({ files: manifest.files.slice(1) }),
    ]) {
      await damage();
      expect(await stage(temp, { dryRun: true })).toMatchObject({ action: "would-stage" });
      expect(await stage(temp)).toMatchObject({ action: "staged" });
      expect(await readManifest(temp)).toEqual(manifest);
    }
    expect(await stage(temp)).toMatchObject({ action: "up-to-date" });
  });

  it("takes this machine's platform unless another is named, in any spelling", async () => {
    await using temp = await createTempRepository();
    const here = platformFor(process.platform, process.arch)?.platform;
    expect(await stage(temp, { platformTag: undefined })).toMatchObject({ platform: here });
    for (const platformTag of ["win32-x64", "x86_64-pc-windows-msvc", "win_amd64"]) {
      expect(await stage(temp, { platformTag })).toMatchObject({ platform: "win32-x64" });
    }
  });

  it("takes the pinned version in any spelling and refuses every other with what to do", async () => {
    await using temp = await createTempRepository("1.2.3-alpha.4");
    expect(await stage(temp, { codexVersion: "1.2.3a4" })).toMatchObject({
      version: "1.2.3-alpha.4",
    });
    await expect(stage(temp, { codexVersion: "1.2.4" })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringContaining(
        "Pin it first: npm run pin-runtime -- --codex-version 1.2.4",
      ),
    });
  });

  it("lists the choices for an unknown platform tag", async () => {
    await using temp = await createTempRepository();
    await expect(stage(temp, { platformTag: "x86_64-unknown-linux-gnu" })).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(/linux-x64, x86_64-unknown-linux-musl, manylinux_2_17_x86_64/),
    });
  });

  it("with --dry-run says what would happen and touches nothing", async () => {
    await using temp = await createTempRepository();
    expect(await stage(temp, { dryRun: true })).toMatchObject({ action: "would-stage" });
    expect(temp.registry.requests).toEqual([]);
    expect(await readdir(packageDir(temp))).toEqual([]);
  });

  it("replaces what an older version left", async () => {
    await using temp = await createTempRepository();
    await mkdir(join(packageDir(temp), "runtime", "old"), { recursive: true });
    await writeFile(join(packageDir(temp), "runtime", "old", "file"), "old");
    await stage(temp);
    expect(await readdir(join(packageDir(temp), "runtime"))).not.toContain("old");
  });
});

describe("a download", () => {
  it("that breaks off fails as a network error and leaves only a part, which the next run continues", async () => {
    await using temp = await createTempRepository();
    temp.registry.faults.push(
      { kind: "break-off", afterBytes: 1_000 },
      { kind: "break-off", afterBytes: 1_000 },
    );
    await expect(stage(temp)).rejects.toMatchObject({ kind: "network" });
    expect(await readdir(packageDir(temp))).toEqual([]);
    const [part] = await readdir(temp.repository.downloads);
    expect(part).toMatch(/\.part$/);
    const have = (await stat(join(temp.repository.downloads, part ?? ""))).size;
    expect(have).toBeGreaterThan(0);

    expect(await stage(temp)).toMatchObject({ action: "staged" });
    expect(temp.registry.requests.at(-1)).toContain(`bytes=${have}-`);
    expect(await readdir(temp.repository.downloads)).toEqual([expect.stringMatching(/\.tgz$/)]);
  });

  it("continues within one run after a passing fault", async () => {
    await using temp = await createTempRepository();
    temp.registry.faults.push({ kind: "break-off", afterBytes: 1_000 });
    expect(await stage(temp)).toMatchObject({ action: "staged" });
    expect(temp.registry.requests.at(-1)).toContain("bytes=1000-");
  });

  it("starts over when the server cannot continue one", async () => {
    await using temp = await createTempRepository();
    temp.registry.supportsRanges = false;
    temp.registry.faults.push({ kind: "break-off", afterBytes: 1_000 });
    expect(await stage(temp)).toMatchObject({ action: "staged" });
  });

  it("starts over when what an earlier run left is wrong", async () => {
    await using temp = await createTempRepository();
    temp.registry.faults.push(
      { kind: "break-off", afterBytes: 1_000 },
      { kind: "break-off", afterBytes: 1_000 },
    );
    await expect(stage(temp)).rejects.toMatchObject({ kind: "network" });
    const [part] = await readdir(temp.repository.downloads);
    await writeFile(join(temp.repository.downloads, part ?? ""), Buffer.alloc(500, 1));
    expect(await stage(temp)).toMatchObject({ action: "staged" });
  });

  it("from a silent server ends at the idle time-out", async () => {
    await using temp = await createTempRepository();
    temp.registry.faults.push(
      { kind: "stall", afterBytes: 100 },
      { kind: "stall", afterBytes: 100 },
    );
    await expect(stage(temp)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining("sent nothing for 500 ms"),
    });
  });

  it("is tried again after a server error, and not after a refusal", async () => {
    await using temp = await createTempRepository();
    temp.registry.faults.push({ kind: "status", status: 503 });
    expect(await stage(temp)).toMatchObject({ action: "staged" });

    await using other = await createTempRepository();
    other.registry.faults.push({ kind: "status", status: 403 });
    await expect(stage(other)).rejects.toMatchObject({ kind: "network" });
    expect(tarballRequests(other)).toHaveLength(1);
  });

  it("that does not match the lock fails as an integrity error and leaves nothing", async () => {
    await using temp = await createTempRepository();
    const served = Buffer.from(tarballOf(temp));
    served[served.length - 20] = (served[served.length - 20] ?? 0) ^ 1;
    publishInstead(temp, { served });
    await expect(stage(temp)).rejects.toMatchObject({ kind: "integrity" });
    expect(await readdir(packageDir(temp))).toEqual([]);
    expect(await readdir(temp.repository.downloads)).toEqual([]);

    publishInstead(temp, {});
    expect(await stage(temp)).toMatchObject({ action: "staged" });
  });

  it("that is longer than the lock says is stopped as an integrity error and leaves nothing", async () => {
    await using temp = await createTempRepository();
    publishInstead(temp, { served: Buffer.concat([tarballOf(temp), Buffer.alloc(10)]) });
    await expect(stage(temp)).rejects.toMatchObject({ kind: "integrity" });
    expect(await readdir(temp.repository.downloads)).toEqual([]);
  });

  it("is not begun when the registry itself states other bytes than the lock", async () => {
    await using temp = await createTempRepository();
    publishInstead(temp, { tarball: makeTarball(upstreamEntries("linux-x64", "6.6.6")) });
    await expect(stage(temp)).rejects.toMatchObject({ kind: "integrity" });
    expect(tarballRequests(temp)).toEqual([]);
  });

  it("is made again when the kept one has been damaged", async () => {
    await using temp = await createTempRepository();
    await stage(temp);
    const [kept] = await readdir(temp.repository.downloads);
    await writeFile(
      join(temp.repository.downloads, kept ?? ""),
      Buffer.alloc(tarballOf(temp).length, 1),
    );
    await rm(join(packageDir(temp), "codex-runtime.json"));
    expect(await stage(temp)).toMatchObject({ action: "staged" });
    expect(tarballRequests(temp)).toHaveLength(2);
  });

  it("of a version the registry does not have is a network error that names it", async () => {
    await using temp = await createTempRepository();
    temp.env.npm_config_registry = `${temp.registry.url}empty/`;
    await expect(stage(temp)).rejects.toMatchObject({
      kind: "network",
      message: expect.stringContaining("@openai/codex@1.2.3-linux-x64"),
    });
  });
});

function stage(
  temp: TempRepository,
  request: Partial<StageWorkspaceRequest> = {},
): Promise<StageWorkspaceResult> {
  const { repository, env } = temp;
  return stageWorkspaceRuntime(
    { platformTag: "linux-x64", dryRun: false, ...request },
    { repository, env, reporter: silentReporter, fetching },
  );
}

function packageDir({ repository }: TempRepository): string {
  return join(repository.root, "packages", "platforms", "linux-x64");
}

async function readManifest(temp: TempRepository): Promise<{
  files: Array<{ path: string; mode: number; format: string | null; arch: string[] }>;
}> {
  return JSON.parse(await readFile(join(packageDir(temp), "codex-runtime.json"), "utf8"));
}

function tarballOf({ tarballs }: TempRepository): Buffer {
  return tarballs.get("linux-x64") ?? Buffer.alloc(0);
}

function publishInstead(temp: TempRepository, change: { tarball?: Buffer; served?: Buffer }): void {
  const tarball = change.tarball ?? tarballOf(temp);
  expect(integrityOf(tarball)).toMatch(/^sha512-/);
  temp.registry.publish({ name: "@openai/codex", version: "1.2.3-linux-x64", ...change, tarball });
}

function tarballRequests({ registry }: TempRepository): string[] {
  return registry.requests.filter((request) => request.includes("/-/"));
}
