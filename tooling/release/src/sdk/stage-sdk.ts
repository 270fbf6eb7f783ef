import { rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { withSources } from "../checkout/with-sources.js";
import type { DownloadContext } from "../download/read-download-options.js";
import { fillOutFolder, markerName } from "../package/fill-out-folder.js";
import { packPackage } from "../package/pack-package.js";
import { packageNames } from "../package/package-kind.js";
import { joinRelease, type ReleasePackage, releaseFileName } from "../package/release.js";
import { readRelease, writeRelease } from "../package/write-release.js";
import type { Repository } from "../repository.js";
import { readLock } from "../runtime-lock.js";
import { resolvePinnedVersion } from "../stage/resolve-pinned-version.js";
import { ToolError } from "../tool-error.js";
import { withWorkFolder } from "../with-work-folder.js";
import { buildSdkPackage } from "./build-sdk-package.js";
import { buildWorkersPackage } from "./build-workers-package.js";
import { readCodeVersion } from "./read-code-version.js";

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
  /** The SDK and the workers. */
  packages: Array<Pick<ReleasePackage, "name" | "version"> | ReleasePackage>;
}

/**
 * Packs the SDK and the workers, which are released with it, into `out`, next to the runtime
 * packages if `out` already contains them.
 */
export async function stageSdk(
  request: StageSdkRequest,
  context: StageSdkContext,
): Promise<StageSdkResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const runtimeVersion = resolvePinnedVersion(request.runtimeVersion, lock.version);
  const out = resolve(context.cwd, request.out);
  const version = await readReleaseVersion(repository);
  const { sdk, workers } = packageNames;
  const all = `${sdk} ${version}, on Codex ${runtimeVersion}, and ${workers} ${version}`;
  if (request.dryRun) {
    reporter.step(`Would pack ${all} into ${out}`);
    const packages = [sdk, workers].map((name) => ({ name, version }));
    return { action: "would-stage", out, runtimeVersion, packages };
  }
  await context.checkTypes();
  const made = await withSources(
    { repository, state: "working-tree", reporter },
    async (sources) => [
      await buildSdkPackage(sources, runtimeVersion),
      await buildWorkersPackage(sources),
    ],
  );
  const pack: Pack = async (folder) => {
    const packed: ReleasePackage[] = [];
    for (const pkg of made) packed.push(await packPackage(pkg, folder, reporter));
    return packed;
  };
  const packages = (await isOurs(out))
    ? await addTo(out, pack)
    : await create(out, request.force, pack);
  reporter.step(`${all} are staged in ${out}`);
  return { action: "staged", out, runtimeVersion, packages };
}

/** Throws at once as long as there is no version. */
async function readReleaseVersion(repository: Repository): Promise<string> {
  const version = await readCodeVersion(repository);
  if (version !== "0.0.0") return version;
  throw new ToolError(
    "check",
    `${packageNames.sdk} has the version ${version}, which is reserved for opening its name. ` +
      "Give it one first: npm run changeset -- version",
  );
}

type Pack = (folder: string) => Promise<ReleasePackage[]>;

function create(out: string, force: boolean, pack: Pack): Promise<ReleasePackage[]> {
  return fillOutFolder({ out, force }, async (folder) => {
    const packed = await pack(folder);
    await writeRelease(joinRelease(null, packed), folder);
    return packed;
  });
}

/**
 * Moves the tarballs first and `release.json`, which names them, last: a crash in between leaves
 * the old release valid, or one that says of a tarball that it has changed.
 */
async function addTo(out: string, pack: Pack): Promise<ReleasePackage[]> {
  const release = await readRelease(out);
  return withWorkFolder(join(out, ".staging"), async (folder) => {
    const packed = await pack(folder);
    const joined = joinRelease(release, packed);
    await writeRelease(joined, folder);
    for (const { file } of packed) await rename(join(folder, file), join(out, file));
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
