import type { TarballSource } from "../download/download-options.js";
import { runtimeFolder } from "../layout.js";
import type { LockedPlatform, RuntimeLock } from "../lock.js";
import { componentsOf } from "../review/component-of.js";
import { type Component, components } from "../review/components.js";
import { type ReviewedException, reviewedExceptions } from "../review/exceptions.js";
import type { Finding } from "../review/findings.js";
import { reviewFindings } from "../review/review-findings.js";
import { ToolError } from "../tool-error.js";
import type { StagedPlatform } from "../tree/inspect-tree.js";

/** What one platform adds to a lock. */
export interface PlatformPin {
  platform: string;
  locked: LockedPlatform;
  components: Component[];
  open: Finding[];
  applied: ReviewedException[];
}

/** Reviews a checked tree. Its unpacked files are not needed afterwards. */
export function pinPlatform(staged: StagedPlatform, source: TarballSource): PlatformPin {
  const { manifest, platform, findings } = staged;
  const files = manifest.files.map(({ path, size, sha256, mode }) => ({
    path: path.slice(runtimeFolder.length + 1),
    size,
    sha256,
    // The inventory knows no other modes.
    mode: mode as 0o644 | 0o755,
  }));
  return {
    platform: platform.platform,
    locked: { spec: source.spec, integrity: source.integrity, size: source.size, files },
    components: componentsOf(files.map(({ path }) => path)),
    ...reviewFindings(findings, reviewedExceptions, platform),
  };
}

/** Joins the platforms' pins. Throws when any has findings that nobody has reviewed. */
export function buildLock(version: string, pins: readonly PlatformPin[]): RuntimeLock {
  const open = pins.flatMap((pin) =>
    pin.open.map((finding) => ({ platform: pin.platform, ...finding })),
  );
  if (open.length > 0) throw unreviewed(version, open);
  const held = components.filter((component) =>
    pins.some((pin) => pin.components.includes(component)),
  );
  return {
    schema: 1,
    version,
    platforms: Object.fromEntries(pins.map(({ platform, locked }) => [platform, locked])),
    licenses: held.map(({ name, license, texts }) => ({
      component: name,
      license,
      texts: [...texts],
    })),
    exceptions: pins.flatMap(({ applied }) => applied),
  };
}

function unreviewed(
  version: string,
  open: ReadonlyArray<Finding & { platform: string }>,
): ToolError {
  const lines = open.map(({ platform, path, finding }) => `  ${platform}: ${path} ${finding}`);
  return new ToolError(
    "check",
    `Codex ${version} has findings that are not reviewed:\n${lines.join("\n")}\n` +
      "Accept each with its reason in tooling/release/src/review/exceptions.ts, or do not pin this version.",
  );
}
