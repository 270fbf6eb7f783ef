import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describeError } from "../describe-error.js";
import type { DownloadContext } from "../download/read-download-options.js";
import { undoOnInterrupt } from "../interruption.js";
import { deriveFiles } from "../manifests/derive-files.js";
import { syncManifests } from "../manifests/sync-manifests.js";
import { parseCodexVersion } from "../parse-codex-version.js";
import type { Repository } from "../repository.js";
import { formatLock, parseLock, type RuntimeLock } from "../runtime-lock.js";
import { platformFor } from "../runtime-package.js";
import { readStagedManifest } from "../stage/read-staged-manifest.js";
import { stageWorkspaceRuntime } from "../stage/stage-workspace-runtime.js";
import type { EvidenceOptions } from "../trust/evidence-reader.js";
import { type PinEvidence, renderEvidence } from "../trust/render-evidence.js";
import { createLock } from "./create-lock.js";
import { FileSnapshot } from "./file-snapshot.js";
import { renderRuntimeChangeset, runtimeChangesetName } from "./render-runtime-changeset.js";

export interface PinRuntimeRequest {
  codexVersion: string;
  /** The registry to trust, in full. Default: the one that npm has built in. */
  registry?: string;
  /** Where upstream's releases are. Default: upstream's own address. */
  githubBaseUrl?: string;
  /** The file to write the evidence to, as Markdown. */
  evidenceFile?: string;
  dryRun: boolean;
}

export interface PinRuntimeContext extends DownloadContext {
  /** The folder that relative paths start from. */
  cwd: string;
  /** Replaces what attestations are checked with. */
  trust?: EvidenceOptions;
  /** Generates the SDK's protocol from the pinned runtime in the workspace. */
  generateTypes(codexPath: string): Promise<void>;
}

export interface PinRuntimeResult {
  action: "pinned" | "unchanged" | "would-pin";
  version: string;
  previous: string | null;
  evidence: PinEvidence;
}

/**
 * Moves the whole checkout to a Codex version: lock, manifests, staged runtime, generated protocol
 * and changeset.
 */
export async function pinRuntime(
  request: PinRuntimeRequest,
  context: PinRuntimeContext,
): Promise<PinRuntimeResult> {
  const { repository, reporter } = context;
  const version = parseCodexVersion(request.codexVersion).npm;
  const current = await readCurrent(repository);
  const { lock, evidence } = await createLock(
    { ...request, version, current: current.lock },
    context,
  );
  if (request.evidenceFile !== undefined) {
    await writeFile(resolve(context.cwd, request.evidenceFile), renderEvidence(evidence));
  }
  const result = { version, previous: current.lock?.version ?? null, evidence };
  const isUnchanged = formatLock(lock) === current.text;
  if (request.dryRun) {
    reporter.step(
      isUnchanged
        ? `Codex ${version} is pinned already`
        : `Would pin Codex ${version} instead of ${result.previous ?? "none"}`,
    );
    return { action: isUnchanged ? "unchanged" : "would-pin", ...result };
  }
  await apply({ lock, previous: result.previous, context });
  reporter.step(isUnchanged ? `Codex ${version} was pinned already` : `Codex ${version} is pinned`);
  return { action: isUnchanged ? "unchanged" : "pinned", ...result };
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

/** Writes all files. If a step fails, every committed file is restored. */
async function apply(pin: {
  lock: RuntimeLock;
  previous: string | null;
  context: PinRuntimeContext;
}): Promise<void> {
  const { lock, previous, context } = pin;
  const { repository } = context;
  const changeset = join(repository.changesets, runtimeChangesetName);
  const derived = (await deriveFiles(repository, lock)).map(({ path }) => path);
  const snapshot = FileSnapshot.take(
    [repository.lockFile, changeset, ...derived],
    [repository.generated],
  );
  using _ = undoOnInterrupt(() => snapshot.restore());
  try {
    await writeFile(repository.lockFile, formatLock(lock));
    await syncManifests({ check: false }, context);
    await writeChangeset(changeset, previous ?? lock.version, lock.version);
    await regenerate(context);
  } catch (error) {
    snapshot.restore();
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
