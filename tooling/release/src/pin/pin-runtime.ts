import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeError } from "../describe-error.js";
import type { DownloadOptions, TarballSource } from "../download/download-options.js";
import { probeTarball } from "../download/locate-tarball.js";
import { type DownloadContext, readDownloadOptions } from "../download/read-download-options.js";
import { deriveFiles } from "../manifests/derive-files.js";
import { syncManifests } from "../manifests/sync-manifests.js";
import { mapConcurrently } from "../map-concurrently.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import type { Repository } from "../repository.js";
import { formatLock, parseLock, type RuntimeLock } from "../runtime-lock.js";
import { type Platform, platformFor, platforms } from "../runtime-package.js";
import { readStagedManifest } from "../stage/read-staged-manifest.js";
import { stageWorkspaceRuntime } from "../stage/stage-workspace-runtime.js";
import { fetchTree, type TreeRequest } from "../tree/fetch-tree.js";
import { inspectTree } from "../tree/inspect-tree.js";
import { withWorkFolder } from "../with-work-folder.js";
import { buildLock, type PlatformPin, pinPlatform } from "./build-lock.js";
import { FileSnapshot } from "./file-snapshot.js";
import { renderRuntimeChangeset, runtimeChangesetName } from "./render-runtime-changeset.js";

export interface PinRuntimeContext extends DownloadContext {
  /** Generates the SDK's protocol from the pinned runtime in the workspace. */
  generateTypes(codexPath: string): Promise<void>;
}

export interface PinRuntimeResult {
  action: "pinned" | "unchanged" | "would-pin";
  version: string;
  previous: string | null;
}

/**
 * Moves the whole checkout to a Codex version: lock, manifests, staged runtime, generated protocol
 * and changeset.
 */
export async function pinRuntime(
  request: { codexVersion: string; dryRun: boolean },
  context: PinRuntimeContext,
): Promise<PinRuntimeResult> {
  const { repository, reporter } = context;
  const version = parseCodexVersion(request.codexVersion).npm;
  const current = await readCurrent(repository);
  const lock = await createLock(version, current.lock, context);
  const previous = current.lock?.version ?? null;
  const action = formatLock(lock) === current.text ? "unchanged" : "pinned";
  if (request.dryRun) {
    return { action: action === "pinned" ? "would-pin" : action, version, previous };
  }
  await apply({ lock, previous, context });
  reporter.step(
    action === "pinned" ? `Codex ${version} is pinned` : `Codex ${version} was pinned already`,
  );
  return { action, version, previous };
}

/** An unreadable lock, such as one in an older format, counts as none: pinning replaces it. */
async function readCurrent({
  lockFile,
}: Repository): Promise<{ text: string | null; lock: RuntimeLock | null }> {
  const text = await readFile(lockFile, "utf8").catch(() => null);
  if (text === null) return { text, lock: null };
  try {
    return { text, lock: parseLock(text, lockFile) };
  } catch {
    return { text, lock: null };
  }
}

async function createLock(
  version: string,
  current: RuntimeLock | null,
  context: PinRuntimeContext,
): Promise<RuntimeLock> {
  const options = await readDownloadOptions(context);
  const known = current?.version === version ? current : null;
  const pins = await withWorkFolder(join(options.downloads, "unpacked"), (folder) =>
    mapConcurrently(platforms, async (platform) => {
      const source = await sourceOf({ platform, version, known, options });
      const into = join(folder, platform.platform);
      const pin = await pinOne({ version, tree: { platform, source, options, into } });
      context.reporter.step(`Checked ${source.spec}`);
      return pin;
    }),
  );
  return buildLock(version, pins);
}

/** A version that is already pinned must match its own lock, whatever the registry states now. */
async function sourceOf(input: {
  platform: Platform;
  version: string;
  known: RuntimeLock | null;
  options: DownloadOptions;
}): Promise<TarballSource> {
  const { platform, version, known, options } = input;
  return (
    known?.platforms[platform.platform] ??
    probeTarball(`@openai/codex@${version}-${platform.platform}`, options)
  );
}

async function pinOne({
  version,
  tree,
}: {
  version: string;
  tree: TreeRequest;
}): Promise<PlatformPin> {
  const { platform, source, into } = tree;
  const { spec, integrity } = source;
  const found = await fetchTree(tree);
  const upstream = { ...found, source: { kind: "npm", spec, integrity } as const, locked: true };
  const pin = pinPlatform(await inspectTree(upstream, { platform, version }), source);
  await rm(into, { recursive: true });
  return pin;
}

/** Writes all files. If a step fails, every committed file is restored. */
async function apply(pin: {
  lock: RuntimeLock;
  previous: string | null;
  context: PinRuntimeContext;
}): Promise<void> {
  const { lock, previous, context } = pin;
  const { repository } = context;
  const changeset = join(repository.changesets, runtimeChangesetName);
  const derived = (await deriveFiles(repository, lock.version)).map(({ path }) => path);
  const snapshot = await FileSnapshot.take(
    [repository.lockFile, changeset, ...derived],
    [repository.generated],
  );
  try {
    await writeFile(repository.lockFile, formatLock(lock));
    await syncManifests({ check: false }, context);
    await writeChangeset(changeset, previous ?? lock.version, lock.version);
    await regenerate(context);
  } catch (error) {
    await snapshot.restore();
    await stageAgain(context);
    throw error;
  }
}

/**
 * Stages the restored lock's runtime. A failure is only a warning, so that the original error is
 * reported.
 */
async function stageAgain(context: PinRuntimeContext): Promise<void> {
  try {
    await stageWorkspaceRuntime({ dryRun: false }, context);
  } catch (error) {
    context.reporter.warn(
      `Could not stage the earlier runtime; run stage-runtime: ${describeError(error)}`,
    );
  }
}

async function writeChangeset(file: string, from: string, to: string): Promise<void> {
  const current = await readFile(file, "utf8").catch(() => null);
  const text = renderRuntimeChangeset(current, from, to);
  if (text === null) await rm(file, { force: true });
  else if (text !== current) await writeFile(file, text);
}

/** Generates the protocol. It comes from the binary itself, so one for this machine is needed. */
async function regenerate(context: PinRuntimeContext): Promise<void> {
  const host = platformFor(process.platform, process.arch);
  if (!host) {
    context.reporter.warn(
      "Codex does not run on this platform: generate the protocol on a supported one",
    );
    return;
  }
  const { packageDir } = await stageWorkspaceRuntime({ dryRun: false }, context);
  const manifest = await readStagedManifest(packageDir);
  if (manifest) await context.generateTypes(join(packageDir, manifest.entrypoint));
}
