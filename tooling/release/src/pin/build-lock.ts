import type { TarballSource } from "../download/download-options.js";
import type { Finding } from "../review/collect-findings.js";
import { type Component, components } from "../review/components.js";
import { findComponents } from "../review/find-components.js";
import { reviewFindings } from "../review/review-findings.js";
import { type ReviewedException, reviewedExceptions } from "../review/reviewed-exceptions.js";
import { runtimeFolder } from "../runtime-folder.js";
import type { LockedPlatform, RuntimeLock } from "../runtime-lock.js";
import { ToolError } from "../tool-error.js";
import type { InspectedTree } from "../tree/inspect-tree.js";

/** What one platform contributes to a lock. */
export interface PlatformPin {
  platform: string;
  locked: LockedPlatform;
  components: Component[];
  unreviewed: Finding[];
  applied: ReviewedException[];
}

/** Reviews an inspected tree. Its unpacked files can be removed afterwards. */
export function pinPlatform(staged: InspectedTree, source: TarballSource): PlatformPin {
  const { manifest, platform, findings } = staged;
  const files = manifest.files.map(({ path, size, sha256, mode }) => ({
    path: path.slice(runtimeFolder.length + 1),
    size,
    sha256,
    // The inventory contains no other modes.
    mode: mode as 0o644 | 0o755,
  }));
  return {
    platform: platform.platform,
    locked: { spec: source.spec, integrity: source.integrity, size: source.size, files },
    components: findComponents(files.map(({ path }) => path)),
    ...reviewFindings(findings, reviewedExceptions, platform),
  };
}

export interface LockInput {
  version: string;
  /** `default`, or the address of another registry than npm's own. */
  registry: string;
  pins: readonly PlatformPin[];
}

/** Builds the lock from all platforms. Throws if any finding has not been reviewed. */
export function buildLock({ version, registry, pins }: LockInput): RuntimeLock {
  const unreviewed = pins.flatMap((pin) =>
    pin.unreviewed.map((finding) => ({ platform: pin.platform, ...finding })),
  );
  if (unreviewed.length > 0) throw unreviewedError(version, unreviewed);
  const held = components.filter((component) =>
    pins.some((pin) => pin.components.includes(component)),
  );
  return {
    schema: 1,
    version,
    registry,
    platforms: Object.fromEntries(pins.map(({ platform, locked }) => [platform, locked])),
    licenses: held.map(({ name, license, texts }) => ({
      component: name,
      license,
      texts: [...texts],
    })),
    exceptions: pins.flatMap(({ applied }) => applied),
  };
}

function unreviewedError(
  version: string,
  unreviewed: ReadonlyArray<Finding & { platform: string }>,
): ToolError {
  const lines = unreviewed.map(
    ({ platform, path, finding }) => `  ${platform}: ${path} ${finding}`,
  );
  return new ToolError(
    "check",
    `Codex ${version} has findings that are not reviewed:\n${lines.join("\n")}\n` +
      "Accept each, with a reason, in tooling/release/src/review/reviewed-exceptions.ts, " +
      "or do not pin this version.",
  );
}
