import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { FetchTarballOptions } from "../download/fetch-tarball.js";
import { type FetchingContext, fetchingFor } from "../download/fetching-for.js";
import { lockedPlatform, type RuntimeLock, readLock } from "../lock.js";
import { mapConcurrently } from "../map-concurrently.js";
import { metaPackage } from "../package/meta-package.js";
import { checkOut, fillOutFolder } from "../package/out-folder.js";
import type { StagedPackage } from "../package/package-file.js";
import { platformPackage } from "../package/platform-package.js";
import { joinRelease, type ReleasePackage } from "../package/release-json.js";
import { writePackage } from "../package/write-package.js";
import { packInto, writeRelease } from "../package/write-release.js";
import { type Platform, platforms } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { parseCodexVersion } from "../version.js";
import { defaultGithubBaseUrl, stageFromGithub } from "./github-assets.js";
import { stagePinnedPlatform } from "./pinned-platform.js";
import { stageGiven } from "./stage-given.js";
import { pinnedVersionFor, platformFrom } from "./stage-request.js";
import type { StagedPlatform } from "./staged-platform.js";

export interface StagePackagesRequest {
  out: string;
  /** Without it the lock's own sources are used. */
  input?: string;
  codexVersion?: string;
  /** `all` for every platform and the meta package. */
  platformTag?: string;
  from: "npm" | "github";
  githubBaseUrl?: string;
  pack: boolean;
  strict: boolean;
  force: boolean;
  dryRun: boolean;
}

export interface StagePackagesResult {
  action: "staged" | "would-stage";
  out: string;
  version: string;
  locked: boolean;
  packages: Array<Pick<StagedPackage, "name" | "version"> | ReleasePackage>;
}

export interface StagePackagesContext extends FetchingContext {
  /** The folder relative paths belong to. */
  cwd: string;
}

/** Makes publishable packages in `out`: one package's folder, a folder of them, or their tarballs. */
export async function stagePackages(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<StagePackagesResult> {
  const out = resolve(context.cwd, request.out);
  await checkOut(out, request.force);
  const plan = await makePlan(request, context);
  const { version, locked } = plan;
  if (request.dryRun)
    return { action: "would-stage", out, version, locked, packages: namesOf(plan) };
  const packages: StagePackagesResult["packages"] = [];
  await fillOutFolder({ out, force: request.force }, async (folder, scratch) => {
    packages.push(...(await fill({ plan, folder, scratch, pack: request.pack, context })));
  });
  context.reporter.step(`Codex ${version} is staged in ${out}`);
  return { action: "staged", out, version, locked, packages };
}

interface Plan {
  version: string;
  locked: boolean;
  platforms: readonly Platform[];
  withMeta: boolean;
  /** Whether each package gets a folder of its own. */
  isFolderOfPackages: boolean;
  stage: (platform: Platform, into: string) => Promise<StagedPlatform>;
}

async function makePlan(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<Plan> {
  return request.input === undefined
    ? pinnedPlan(request, context)
    : givenPlan(request, request.input, context);
}

async function pinnedPlan(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<Plan> {
  const lock = await readLock(context.repository.lockFile);
  const version = pinnedVersionFor(request.codexVersion, lock.version);
  const isAll = request.platformTag === "all";
  const options = lazily(() => fetchingFor(context));
  return {
    version,
    locked: true,
    platforms: isAll ? platforms : [platformFrom(request.platformTag)],
    withMeta: isAll,
    isFolderOfPackages: isAll,
    stage: (platform, into) => stageLocked({ request, fetching: options, lock, platform }, into),
  };
}

async function stageLocked(
  input: {
    request: StagePackagesRequest;
    fetching: () => Promise<FetchTarballOptions>;
    lock: RuntimeLock;
    platform: Platform;
  },
  into: string,
): Promise<StagedPlatform> {
  const { request, fetching, lock, platform } = input;
  const locked = lockedPlatform(lock, platform);
  const pinned = { platform, version: lock.version, locked, fetching };
  if (request.from === "npm") return stagePinnedPlatform(pinned, into);
  return stageFromGithub(
    { ...pinned, baseUrl: request.githubBaseUrl ?? defaultGithubBaseUrl },
    into,
  );
}

/** Runs `make` at the first call, and never again. */
function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

async function givenPlan(
  request: StagePackagesRequest,
  input: string,
  { cwd, reporter }: StagePackagesContext,
): Promise<Plan> {
  const { codexVersion, platformTag, strict } = request;
  if (codexVersion === undefined || platformTag === undefined || platformTag === "all") {
    throw new ToolError("usage", "With an INPUT, name its --codex-version and one --platform-tag");
  }
  const version = parseCodexVersion(codexVersion).npm;
  const platform = platformFrom(platformTag);
  return {
    version,
    locked: false,
    platforms: [platform],
    withMeta: false,
    isFolderOfPackages: false,
    stage: (_, into) => stageGiven({ input, cwd, platform, version, strict }, { into, reporter }),
  };
}

interface Filling {
  plan: Plan;
  folder: string;
  scratch: string;
  pack: boolean;
  context: StagePackagesContext;
}

async function fill(filling: Filling): Promise<StagePackagesResult["packages"]> {
  const { plan, folder, pack, context } = filling;
  // First, because it needs nothing downloaded and fails at once when the package is not built.
  const meta = plan.withMeta ? await metaPackage(context.repository, plan.version) : null;
  const done = await mapConcurrently(plan.platforms, (platform) => putPlatform(platform, filling));
  if (meta) done.push(await put(meta, filling));
  if (pack) await writeRelease(joinRelease(null, done.filter(isReleased)), folder);
  return done;
}

async function putPlatform(platform: Platform, filling: Filling): Promise<PutPackage> {
  const { plan, scratch, context } = filling;
  const into = join(scratch, platform.platform);
  const pkg = await platformPackage(await plan.stage(platform, into), context.repository.licenses);
  const done = await put(pkg, filling);
  await rm(into, { recursive: true, force: true });
  return done;
}

type PutPackage = StagePackagesResult["packages"][number];

async function put(
  pkg: StagedPackage,
  { plan, folder, pack, context }: Filling,
): Promise<PutPackage> {
  if (pack) return packInto(pkg, folder, context.reporter);
  await writePackage(pkg.files, plan.isFolderOfPackages ? join(folder, pkg.name) : folder);
  return { name: pkg.name, version: pkg.version };
}

function isReleased(pkg: PutPackage): pkg is ReleasePackage {
  return "file" in pkg;
}

function namesOf({
  platforms: planned,
  version,
  withMeta,
}: Plan): Array<{ name: string; version: string }> {
  const names = planned.map(({ packageName }) => packageName);
  return [...names, ...(withMeta ? ["openai-codex-cli-bin"] : [])].map((name) => ({
    name,
    version,
  }));
}
