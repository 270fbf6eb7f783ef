import { rm } from "node:fs/promises";
import { join } from "node:path";
import { defaultGithubBaseUrl } from "../download/default-github-base-url.js";
import type { DownloadOptions, TarballSource } from "../download/download-options.js";
import { probeTarball } from "../download/locate-tarball.js";
import { type DownloadContext, readDownloadOptions } from "../download/read-download-options.js";
import { mapConcurrently } from "../map-concurrently.js";
import { type RuntimeLock, upstreamSpec } from "../runtime-lock.js";
import { type Platform, platforms } from "../runtime-package.js";
import { fetchTree } from "../tree/fetch-tree.js";
import { inspectTree } from "../tree/inspect-tree.js";
import { chooseRegistry } from "../trust/choose-registry.js";
import { type EvidenceOptions, EvidenceReader } from "../trust/evidence-reader.js";
import {
  askReleaseWitness,
  findReleaseWitness,
  type ReleaseWitness,
} from "../trust/release-witness.js";
import type { PinEvidence, PlatformEvidence } from "../trust/render-evidence.js";
import { withWorkFolder } from "../with-work-folder.js";
import { buildLock, type PlatformPin, pinPlatform } from "./build-lock.js";

export interface LockRequest {
  version: string;
  /** The lock that is there now. */
  current: RuntimeLock | null;
  /** The registry to trust, in full. Default: the one that npm has built in. */
  registry?: string;
  githubBaseUrl?: string;
}

export interface CreatedLock {
  lock: RuntimeLock;
  evidence: PinEvidence;
}

/** Downloads and checks the tarballs of all platforms. Runs none of their programs. */
export async function createLock(
  request: LockRequest,
  context: DownloadContext & { trust?: EvidenceOptions },
): Promise<CreatedLock> {
  const { version, githubBaseUrl: baseUrl = defaultGithubBaseUrl } = request;
  const configured = await readDownloadOptions(context);
  const registry = chooseRegistry(request.registry, configured.npmOptions);
  const options = { ...configured, npmOptions: registry.npmOptions };
  context.reporter.step(`Codex ${version} comes from the registry ${registry.name}`);
  const pinning: Pinning = {
    request,
    options,
    reader: await EvidenceReader.open(registry, context.trust),
    witness: await findReleaseWitness({ version, baseUrl }, options),
  };
  const checked = await withWorkFolder(join(options.downloads, "unpacked"), (folder) =>
    mapConcurrently(platforms, (platform) => checkPlatform(platform, folder, pinning)),
  );
  const pins = checked.map(({ pin }) => pin);
  const evidence = {
    version,
    registry: registry.name,
    platforms: checked.map((one) => one.evidence),
  };
  return { lock: buildLock({ version, registry: registry.name, pins }), evidence };
}

interface Pinning {
  request: LockRequest;
  options: DownloadOptions;
  reader: EvidenceReader;
  witness: ReleaseWitness;
}

interface CheckedPlatform {
  pin: PlatformPin;
  evidence: PlatformEvidence;
}

async function checkPlatform(
  platform: Platform,
  folder: string,
  { request, options, reader, witness }: Pinning,
): Promise<CheckedPlatform> {
  const { version } = request;
  const source = await sourceOf(platform, request, options);
  const stated = await reader.read(source);
  const into = join(folder, platform.platform);
  const tree = await fetchTree({ platform, source, options, into });
  const { spec, integrity } = source;
  const upstream = { ...tree, source: { kind: "npm", spec, integrity } as const, locked: true };
  const pin = pinPlatform(await inspectTree(upstream, { platform, version }), source);
  await rm(into, { recursive: true });
  const release = await askReleaseWitness(witness, platform, tree.files);
  const evidence = { platform: platform.platform, integrity, ...stated, release };
  report(evidence, options);
  return { pin, evidence };
}

/** A version that is already pinned must match its own lock, whatever the registry states now. */
async function sourceOf(
  platform: Platform,
  { version, current }: LockRequest,
  options: DownloadOptions,
): Promise<TarballSource> {
  const known = current?.version === version ? current.platforms[platform.platform] : undefined;
  return known ?? probeTarball(upstreamSpec(version, platform.platform), options);
}

function report(evidence: PlatformEvidence, { reporter }: DownloadOptions): void {
  const { platform, signature, attestation, release } = evidence;
  reporter.step(`Checked ${platform}`);
  reporter.step(`  signature: ${signature}`);
  reporter.step(`  attestation: ${attestation}`);
  reporter.step(`  upstream's release: ${release}`);
}
