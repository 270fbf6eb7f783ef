import { rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { withSources } from "../checkout/with-sources.js";
import type { DownloadContext } from "../download/read-download-options.js";
import { fillOutFolder, markerName } from "../package/fill-out-folder.js";
import { packPackage } from "../package/pack-package.js";
import { readPublishedManifest } from "../package/read-source-files.js";
import { joinRelease, type ReleasePackage, releaseFileName } from "../package/release.js";
import { readRelease, writeRelease } from "../package/write-release.js";
import type { Repository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { resolvePinnedVersion } from "../stage/resolve-pinned-version.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import { buildSdkPackage } from "./build-sdk-package.js";

export interface StageSdkRequest {
  out: string;
  /** The runtime version to pin. It must be the lock's version, which is the default. */
  runtimeVersion?: string;
  force: boolean;
  dryRun: boolean;
}

export interface StageSdkContext extends DownloadContext {
  cwd: string;
  /** Throws if the committed protocol does not match the pinned runtime. */
  checkTypes(): Promise<void>;
}

export interface StageSdkResult {
  action: "staged" | "would-stage";
  out: string;
  runtimeVersion: string;
  package: Pick<ReleasePackage, "name" | "version"> | ReleasePackage;
}

/** Packs the SDK into `out`, next to the runtime packages if `out` already contains them. */
export async function stageSdk(
  request: StageSdkRequest,
  context: StageSdkContext,
): Promise<StageSdkResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const runtimeVersion = resolvePinnedVersion(request.runtimeVersion, lock.version);
  const out = resolve(context.cwd, request.out);
  const { name, version } = await readVersion(repository);
  if (request.dryRun) {
    reporter.step(`Would pack ${name} ${version}, on Codex ${runtimeVersion}, into ${out}`);
    return { action: "would-stage", out, runtimeVersion, package: { name, version } };
  }
  await context.checkTypes();
  const pkg = await withSources({ repository, state: "working-tree", reporter }, (sources) =>
    buildSdkPackage(sources, runtimeVersion),
  );
  const pack: Pack = (folder): Promise<ReleasePackage> => packPackage(pkg, folder, reporter);
  const packed = (await isOurs(out))
    ? await addTo(out, pack)
    : await create(out, request.force, pack);
  reporter.step(`${name} ${version}, on Codex ${runtimeVersion}, is staged in ${out}`);
  return { action: "staged", out, runtimeVersion, package: packed };
}

/** The SDK's name and version. Throws at once as long as it has none of its own. */
async function readVersion({ sdkPackage }: Repository): Promise<{ name: string; version: string }> {
  const { name, version } = await readPublishedManifest(sdkPackage);
  if (typeof version === "string" && version !== "0.0.0") return { name: String(name), version };
  throw new ToolError(
    "check",
    `${name} has the version ${version}, which is reserved for opening its name. ` +
      "Give it one first: npm run changeset -- version",
  );
}

type Pack = (folder: string) => Promise<ReleasePackage>;

function create(out: string, force: boolean, pack: Pack): Promise<ReleasePackage> {
  return fillOutFolder({ out, force }, async (folder) => {
    const packed = await pack(folder);
    await writeRelease(joinRelease(null, [packed]), folder);
    return packed;
  });
}

/**
 * Moves the tarball first and `release.json`, which names it, last: a crash in between leaves the
 * old release valid.
 */
async function addTo(out: string, pack: Pack): Promise<ReleasePackage> {
  const release = await readRelease(out);
  return withWorkFolder(join(out, ".staging"), async (folder) => {
    const packed = await pack(folder);
    const joined = joinRelease(release, [packed]);
    await writeRelease(joined, folder);
    await rename(join(folder, packed.file), join(out, packed.file));
    await rename(join(folder, releaseFileName), join(out, releaseFileName));
    const replaced = release?.packages.filter(
      ({ file }) => !joined.packages.some((kept) => kept.file === file),
    );
    for (const { file } of replaced ?? []) await rm(join(out, file), { force: true });
    return packed;
  });
}

async function isOurs(out: string): Promise<boolean> {
  return stat(join(out, markerName)).then(
    () => true,
    () => false,
  );
}
