import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tar from "tar";
import { buildPublishedPlatformManifest } from "../manifests/build-platform-manifest.js";
import { buildMetaPackage } from "../package/build-meta-package.js";
import { markerName } from "../package/fill-out-folder.js";
import { packTarball } from "../package/pack-tarball.js";
import { jsonFile, type PackageFile, type StagedPackage } from "../package/package-file.js";
import { joinRelease, type Release, tarballName, toReleasePackage } from "../package/release.js";
import { writeRelease } from "../package/write-release.js";
import { silentReporter } from "../reporter.js";
import { thisRepository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { type Platform, platforms } from "../runtime-package.js";
import { buildSdkPackage } from "../sdk/build-sdk-package.js";
import { buildWorkersPackage } from "../sdk/build-workers-package.js";
import { stagePackages } from "../stage/stage-packages.js";

export interface InstallableRelease extends AsyncDisposable {
  folder: string;
  /** The version of Codex and of the runtime packages. */
  version: string;
  packages: Release["packages"];
  /** A folder for other files of the test. */
  scratch: string;
}

/**
 * A release folder with this checkout's own packages, for install tests only. The platform packages
 * contain a script instead of Codex, except this machine's if `isReal`.
 */
export async function createInstallableRelease({
  isReal = false,
} = {}): Promise<InstallableRelease> {
  const root = await mkdtemp(join(tmpdir(), "installable "));
  const folder = join(root, "release");
  const scratch = join(root, "scratch");
  await mkdir(folder);
  await mkdir(scratch);
  const { version } = await readLock(thisRepository.lockFile);
  const meta = await buildMetaPackage(thisRepository, version);
  const sdk = await buildSdkPackage(thisRepository, version);
  const workers = await buildWorkersPackage(thisRepository);
  const packed = [];
  const standIns = platforms.map((platform) => standIn(platform, version));
  for (const pkg of [...standIns, meta, sdk, workers]) {
    packed.push(
      toReleasePackage(pkg, await packTarball(pkg.files, join(folder, tarballName(pkg)))),
    );
  }
  const release = joinRelease(null, packed);
  await writeRelease(release, folder);
  if (isReal) await replaceWithReal(folder, { scratch, version });
  const dispose = (): Promise<void> => rm(root, { recursive: true, force: true });
  return { folder, version, packages: release.packages, scratch, [Symbol.asyncDispose]: dispose };
}

function standIn(platform: Platform, version: string): StagedPackage {
  const { packageName: name, target, os } = platform;
  const path = `runtime/bin/codex${os === "win32" ? ".exe" : ""}`;
  const content = Buffer.from(`#!/bin/sh\necho "codex-cli ${version}"\n`);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const program = { path, size: content.length, sha256, mode: 0o755, format: null, arch: [] };
  const description = {
    schema: 1,
    version,
    platform: platform.platform,
    target,
    layout: "package-v1",
    entrypoint: path,
    pathDirs: [],
    resourcesDir: null,
    source: { kind: "npm", spec: "stand-in", integrity: null },
    locked: false,
    files: [program],
  };
  const files: PackageFile[] = [
    jsonFile(
      "package.json",
      buildPublishedPlatformManifest(platform, { version, treePaths: ["bin/codex"] }),
    ),
    jsonFile("codex-runtime.json", description),
    { path, mode: 0o755, content },
  ];
  return { kind: "platform", name, version, locked: false, files };
}

/**
 * Replaces this machine's package with the pinned runtime, compressed for speed rather than size.
 */
async function replaceWithReal(
  folder: string,
  { scratch, version }: { scratch: string; version: string },
): Promise<void> {
  const platform = `${process.platform}-${process.arch}`;
  const out = join(scratch, "real");
  const request = {
    out,
    input: undefined,
    codexVersion: undefined,
    platformTag: platform,
    from: "npm" as const,
    githubBaseUrl: undefined,
    pack: false,
    strict: false,
    force: false,
    dryRun: false,
  };
  const context = {
    repository: thisRepository,
    reporter: silentReporter,
    env: process.env,
    cwd: scratch,
  };
  await stagePackages(request, context);
  const file = join(folder, `openai-codex-cli-bin-${platform}-${version}.tgz`);
  const filter = (path: string): boolean => !path.endsWith(markerName);
  await tar.create({ file, cwd: out, prefix: "package", gzip: { level: 1 }, filter }, ["."]);
}
