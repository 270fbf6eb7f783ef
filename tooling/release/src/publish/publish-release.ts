import { resolve } from "node:path";
import { packageKinds, packageNames } from "../package/package-kind.js";
import { parseRegistryAddress } from "../parse-registry-address.js";
import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";
import { bootstrapNames } from "./bootstrap-names.js";
import { checkCredentials } from "./check-credentials.js";
import { checkProvenance } from "./check-provenance.js";
import { type NpmSession, openNpmSession } from "./npm-session.js";
import { readPackageState } from "./package-state.js";
import { findTagProblems, overrideTags, type PlannedPackage, planPackage } from "./plan-package.js";
import { type PublishOptions, publishPackage } from "./publish-package.js";
import { readPackument } from "./read-packument.js";
import {
  type PublishablePackage,
  type PublishableRelease,
  readPublishable,
} from "./read-publishable.js";
import { checkTag, type ReleaseTag, tagRelease } from "./tag-release.js";
import { waitUntilServed } from "./wait-until-served.js";

export interface PublishReleaseRequest {
  folder: string;
  /** The registry's full URL, from the command line. */
  registry: string;
  /** Replaces the dist-tag of every package. */
  tag?: string;
  /** Only create the names that the registry does not know. */
  bootstrap: boolean;
  dryRun: boolean;
  provenance: boolean;
  /** Whether to create the SDK's Git tag in the checkout at the end. */
  gitTag: boolean;
  /** How long to wait until the registry serves what was uploaded, in milliseconds. */
  waitMs: number;
}

export interface PublishReleaseContext {
  repository: Repository;
  reporter: Reporter;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Replaces the default pauses. */
  pauses?: Partial<Pick<PublishOptions, "pauseMs" | "retryDelayMs" | "settleMs">>;
}

export interface PublishReleaseResult {
  action: "published" | "would-publish" | "opened" | "would-open";
  registry: string;
  packages: PlannedPackage[];
}

/**
 * Publishes a release folder: the platform packages, then the meta package once the registry serves
 * all six, then the SDK, then the workers. Packages that the registry already has are skipped, so
 * that running it again continues an interrupted run.
 */
export async function publishRelease(
  request: PublishReleaseRequest,
  context: PublishReleaseContext,
): Promise<PublishReleaseResult> {
  const registry = parseRegistryAddress(request.registry);
  await using session = await openNpmSession(registry, context);
  const folder = resolve(context.cwd, request.folder);
  const release = await readPublishable(folder, context.repository);
  const packages = overrideTags(release.packages, request.tag);
  const options = optionsFrom({ request, context, session, release });
  const run = { request, context, session, packages, commit: release.commit, options };
  // Awaited here, because the session is disposed of when this function returns.
  return await (request.bootstrap ? openNames(run) : publishAll(run));
}

interface ReleaseRun {
  request: PublishReleaseRequest;
  context: PublishReleaseContext;
  session: NpmSession;
  packages: readonly PublishablePackage[];
  /** The commit that the packages were made from. */
  commit: string;
  options: PublishOptions;
}

function optionsFrom(run: {
  request: PublishReleaseRequest;
  context: PublishReleaseContext;
  session: NpmSession;
  release: PublishableRelease;
}): PublishOptions {
  const { waitMs, provenance } = run.request;
  const { reporter, pauses } = run.context;
  return {
    session: run.session,
    reporter,
    waitMs,
    provenance,
    beforeUpload: run.release.checkAgain,
    pauseMs: 5_000,
    retryDelayMs: 5_000,
    settleMs: 60_000,
    ...pauses,
  };
}

async function openNames({
  request,
  packages,
  options,
  session,
}: ReleaseRun): Promise<PublishReleaseResult> {
  const { registry } = session;
  const unknown: string[] = [];
  for (const { name } of packages) {
    if (!(await readPackument(name, session))) unknown.push(name);
  }
  for (const name of unknown) {
    options.reporter.step(`${request.dryRun ? "Would open" : "To open"}: ${name}`);
  }
  if (!request.dryRun && unknown.length > 0) {
    await checkCredentials(session, options.reporter);
    await bootstrapNames(packages, options);
  }
  const planned = packages.map(({ name }) => ({
    name,
    version: "0.0.0",
    tag: "latest",
    action: unknown.includes(name) ? ("publish" as const) : ("skip" as const),
  }));
  return { action: request.dryRun ? "would-open" : "opened", registry, packages: planned };
}

async function publishAll(run: ReleaseRun): Promise<PublishReleaseResult> {
  const { request, context, session, packages, commit, options } = run;
  const sdkVersion = packages.find(({ name }) => name === packageNames.sdk)?.version ?? "";
  const releaseTag = { version: sdkVersion, commit };
  if (request.gitTag) await checkTag(context.repository, releaseTag);
  if (request.provenance) checkProvenance(packages, context.env);
  const planned = await planAll(run);
  const { registry } = session;
  if (request.dryRun) {
    context.reporter.step("Nothing was uploaded: this is a dry run");
    return { action: "would-publish", registry, packages: planned };
  }
  if (planned.some(({ action }) => action === "publish")) {
    await checkCredentials(session, context.reporter);
  }
  for (const kind of packageKinds) {
    const group = packages.filter((pkg) => pkg.kind === kind);
    for (const pkg of group) await publishPackage(pkg, options);
    await waitUntilServed(group, options);
  }
  await checkTags(run);
  context.reporter.step(`The release is published on ${registry}`);
  if (request.gitTag) await tag(context, releaseTag);
  return { action: "published", registry, packages: planned };
}

async function tag(
  { repository, reporter }: PublishReleaseContext,
  release: ReleaseTag,
): Promise<void> {
  const name = await tagRelease(repository, release);
  reporter.step(`Tagged ${release.commit}. Push the tag: git push origin refs/tags/${name}`);
}

/** Checks all packages before the first upload, so that no conflict is found half-way. */
async function planAll({ packages, session, context }: ReleaseRun): Promise<PlannedPackage[]> {
  const planned: PlannedPackage[] = [];
  for (const pkg of packages) planned.push(planPackage(pkg, await readPackageState(pkg, session)));
  for (const { action, name, version, tag } of planned) {
    context.reporter.step(
      `${action === "skip" ? "Already published" : "To publish"}: ${name}@${version} as ${tag}`,
    );
  }
  return planned;
}

async function checkTags({ packages, session }: ReleaseRun): Promise<void> {
  const problems: string[] = [];
  for (const pkg of packages) {
    const packument = await readPackument(pkg.name, session);
    problems.push(...findTagProblems(pkg, packument?.["dist-tags"] ?? {}));
  }
  if (problems.length === 0) return;
  throw new ToolError(
    "check",
    `Everything is published, but some tags are wrong:\n  ${problems.join("\n  ")}`,
  );
}
