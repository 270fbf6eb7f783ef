import { rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FetchingContext } from "../download/fetching-for.js";
import { readLock } from "../lock.js";
import { fillOutFolder, markerName } from "../package/out-folder.js";
import { joinRelease, type ReleasePackage, releaseFileName } from "../package/release-json.js";
import { packInto, readRelease, writeRelease } from "../package/write-release.js";
import { pinnedVersionFor } from "../stage/stage-request.js";
import { withWorkFolder } from "../work-folder.js";
import { sdkPackage } from "./sdk-package.js";

export interface StageSdkRequest {
  out: string;
  /** The runtime the SDK must pin. Default: the lock's, and no other is possible. */
  runtimeVersion?: string;
  force: boolean;
  dryRun: boolean;
}

export interface StageSdkContext extends FetchingContext {
  cwd: string;
  /** Throws when the committed protocol is not what the pinned runtime describes. */
  checkTypes: () => Promise<void>;
}

export interface StageSdkResult {
  action: "staged" | "would-stage";
  out: string;
  runtimeVersion: string;
  package: Pick<ReleasePackage, "name" | "version"> | ReleasePackage;
}

/** Packs the SDK into `out`, next to the runtime packages when `out` already holds them. */
export async function stageSdk(
  request: StageSdkRequest,
  context: StageSdkContext,
): Promise<StageSdkResult> {
  const { repository, reporter } = context;
  const lock = await readLock(repository.lockFile);
  const runtimeVersion = pinnedVersionFor(request.runtimeVersion, lock.version);
  const out = resolve(context.cwd, request.out);
  const pkg = await sdkPackage(repository, runtimeVersion);
  const { name, version } = pkg;
  if (request.dryRun)
    return { action: "would-stage", out, runtimeVersion, package: { name, version } };
  await context.checkTypes();
  const pack = (folder: string) => packInto(pkg, folder, reporter);
  const packed = (await isOurs(out))
    ? await addTo(out, pack)
    : await create(out, request.force, pack);
  reporter.step(`${name} ${version}, on Codex ${runtimeVersion}, is staged in ${out}`);
  return { action: "staged", out, runtimeVersion, package: packed };
}

type Pack = (folder: string) => Promise<ReleasePackage>;

function create(out: string, force: boolean, pack: Pack): Promise<ReleasePackage> {
  return fillOutFolder({ out, force }, async (folder) => {
    const packed = await pack(folder);
    await writeRelease(joinRelease(null, [packed]), folder);
    return packed;
  });
}

/** The tarball comes first and `release.json`, which names it, last: a crash in between leaves the old release. */
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
