import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { withSources } from "../checkout/with-sources.js";
import { mapConcurrently } from "../map-concurrently.js";
import { buildMetaPackage } from "../package/build-meta-package.js";
import { buildPlatformPackage } from "../package/build-platform-package.js";
import { checkOut, fillOutFolder } from "../package/fill-out-folder.js";
import { packPackage } from "../package/pack-package.js";
import type { StagedPackage } from "../package/package-file.js";
import { joinRelease, type ReleasePackage } from "../package/release.js";
import { writePackage } from "../package/write-package.js";
import { writeRelease } from "../package/write-release.js";
import type { Platform } from "../runtime-package.js";
import { makeStagePlan } from "./make-stage-plan.js";
import type { StagePackagesContext, StagePackagesRequest, StagePlan } from "./stage-plan.js";

export interface StagePackagesResult {
  action: "staged" | "would-stage";
  out: string;
  version: string;
  locked: boolean;
  packages: Array<Pick<StagedPackage, "name" | "version"> | ReleasePackage>;
}

/**
 * Creates publishable packages in `out`: one package as a folder, several as folders below it, or
 * tarballs.
 */
export async function stagePackages(
  request: StagePackagesRequest,
  context: StagePackagesContext,
): Promise<StagePackagesResult> {
  const out = resolve(context.cwd, request.out);
  await checkOut(out, request.force);
  const plan = await makeStagePlan(request, context);
  const { version, locked } = plan;
  if (request.dryRun) {
    const packages = namesOf(plan);
    for (const { name } of packages) {
      context.reporter.step(`Would stage ${name} ${version} in ${out}`);
    }
    return { action: "would-stage", out, version, locked, packages };
  }
  const { force, pack } = request;
  const packages = await fillOutFolder({ out, force }, (folder, scratch) =>
    fillOut({ plan, folder, scratch, pack, context }),
  );
  context.reporter.step(`Codex ${version} is staged in ${out}`);
  return { action: "staged", out, version, locked, packages };
}

interface Filling {
  plan: StagePlan;
  folder: string;
  scratch: string;
  pack: boolean;
  context: StagePackagesContext;
}

async function fillOut(filling: Filling): Promise<StagePackagesResult["packages"]> {
  const { plan, folder, pack, context } = filling;
  // First, because it needs no download and fails at once if the package does not build.
  const meta = plan.withMeta ? await buildMeta(plan.version, context) : null;
  const done = await mapConcurrently(plan.platforms, (platform) => putPlatform(platform, filling));
  if (meta) done.push(await put(meta, filling));
  if (pack) await writeRelease(joinRelease(null, done.filter(isReleased)), folder);
  return done;
}

function buildMeta(
  version: string,
  { repository, reporter }: StagePackagesContext,
): Promise<StagedPackage> {
  return withSources({ repository, state: "working-tree", reporter, build: ["meta"] }, (sources) =>
    buildMetaPackage(sources, version),
  );
}

async function putPlatform(platform: Platform, filling: Filling): Promise<PutPackage> {
  const { plan, scratch, context } = filling;
  const into = join(scratch, platform.platform);
  const pkg = await buildPlatformPackage(
    await plan.stage(platform, into),
    context.repository.licenses,
  );
  const done = await put(pkg, filling);
  await rm(into, { recursive: true, force: true });
  return done;
}

type PutPackage = StagePackagesResult["packages"][number];

async function put(
  pkg: StagedPackage,
  { plan, folder, pack, context }: Filling,
): Promise<PutPackage> {
  if (pack) return packPackage(pkg, folder, context.reporter);
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
}: StagePlan): Array<{ name: string; version: string }> {
  const names = planned.map(({ packageName }) => packageName);
  return [...names, ...(withMeta ? ["openai-codex-cli-bin"] : [])].map((name) => ({
    name,
    version,
  }));
}
