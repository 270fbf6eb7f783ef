import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { computeSha256 } from "../compute-integrity.js";
import { runtimeFolder } from "../runtime-folder.js";
import type { LockedFile, LockedPlatform } from "../runtime-lock.js";
import type { Platform, RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { inspectTree } from "../tree/inspect-tree.js";
import { listFiles } from "../tree/list-files.js";
import { readStagedManifest } from "./read-staged-manifest.js";

/** A platform package in the workspace and the runtime that belongs into it. */
export interface WorkspacePackage {
  packageDir: string;
  platform: Platform;
  version: string;
  locked: LockedPlatform;
}

/**
 * Whether the package contains the pinned runtime and nothing else: every byte of it, and a
 * description that says of it what the files themselves do. The tools run what the description
 * names, so it is not believed either.
 */
export async function isStaged(pkg: WorkspacePackage): Promise<boolean> {
  const found = await readStagedManifest(pkg.packageDir);
  if (found === null || !(await holdsLocked(pkg))) return false;
  return isDeepStrictEqual(found, await describe(pkg));
}

async function holdsLocked({ packageDir, locked }: WorkspacePackage): Promise<boolean> {
  const folder = join(packageDir, runtimeFolder);
  const paths = await listFiles(folder).catch(() => []);
  const wanted = locked.files.map(({ path }) => path).sort();
  if (!isDeepStrictEqual(paths, wanted)) return false;
  for (const file of locked.files) if (!(await isLocked(file, folder))) return false;
  return true;
}

async function isLocked(
  { path, size, sha256, mode }: LockedFile,
  folder: string,
): Promise<boolean> {
  const file = join(folder, path);
  const found = await lstat(file);
  // Windows has no executable bit.
  const isRunnable = (found.mode & 0o111) !== 0;
  const hasMode = process.platform === "win32" || isRunnable === ((mode & 0o111) !== 0);
  if (!found.isFile() || found.size !== size || !hasMode) return false;
  return (await computeSha256(file)) === sha256;
}

/** What staging would write about these files; null if it would refuse them. */
async function describe(pkg: WorkspacePackage): Promise<RuntimeManifest | null> {
  const { packageDir, platform, version, locked } = pkg;
  const { spec, integrity, files } = locked;
  const tree = {
    root: join(packageDir, runtimeFolder),
    files,
    source: { kind: "npm", spec, integrity } as const,
    locked: true,
  };
  try {
    return (await inspectTree(tree, { platform, version })).manifest;
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}
