import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { LockedPlatform } from "../runtime-lock.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";
import { readStagedManifest } from "./read-staged-manifest.js";

/** A platform package in the workspace and the runtime that belongs into it. */
export interface WorkspacePackage {
  packageDir: string;
  platform: Platform;
  version: string;
  locked: LockedPlatform;
}

/**
 * Whether the package contains the complete pinned runtime: its description and every file, with
 * the right sizes and modes.
 */
export async function isStaged(pkg: WorkspacePackage): Promise<boolean> {
  const { packageDir, platform, version, locked } = pkg;
  const manifest = await readStagedManifest(packageDir);
  return (
    manifest !== null &&
    manifest.version === version &&
    manifest.target === platform.target &&
    manifest.locked &&
    manifest.source.integrity === locked.integrity &&
    (await hasAllFiles(packageDir, manifest))
  );
}

async function hasAllFiles(packageDir: string, manifest: RuntimeManifest): Promise<boolean> {
  const checks = manifest.files.map(async ({ path, size, mode }) => {
    const found = await stat(join(packageDir, path)).catch(() => null);
    // Windows has no executable bit.
    const isExecutable = process.platform === "win32" || (mode & 0o111) === 0;
    return found?.size === size && (isExecutable || (found.mode & 0o111) !== 0);
  });
  return (await Promise.all(checks)).every(Boolean);
}
