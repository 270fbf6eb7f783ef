import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRuntimeManifest, type RuntimeManifest } from "../runtime-package.js";
import { runtimeFolder } from "./build-manifest.js";
import { type PinnedPlatform, stagePinnedPlatform } from "./pinned-platform.js";
import type { StagedPlatform } from "./staged-platform.js";
import { withWorkFolder } from "./work-folder.js";

export interface WorkspaceStaging extends PinnedPlatform {
  /** The platform's package folder in the workspace. */
  packageDir: string;
}

const manifestName = "codex-runtime.json";

/** Fills a workspace's platform package with the pinned runtime; false when it is there already. */
export async function stageIntoWorkspace(staging: WorkspaceStaging): Promise<boolean> {
  const { packageDir } = staging;
  if (await isStaged(staging)) return false;
  await withWorkFolder(join(packageDir, ".runtime-staging"), async (folder) => {
    const staged = await stagePinnedPlatform(staging, join(folder, "unpacked"));
    await moveIn({ staged, folder, packageDir });
  });
  return true;
}

/** Whether the package holds the pinned runtime whole: description, every file, sizes and modes. */
export async function isStaged(staging: Omit<WorkspaceStaging, "fetching">): Promise<boolean> {
  const { packageDir, platform, version, locked } = staging;
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

/** The description of what a package folder holds; null when it holds none that can be read. */
export async function readStagedManifest(packageDir: string): Promise<RuntimeManifest | null> {
  const text = await readFile(join(packageDir, manifestName), "utf8").catch(() => "");
  const parsed = parseRuntimeManifest(text);
  return parsed.state === "ok" ? parsed.manifest : null;
}

async function hasAllFiles(packageDir: string, manifest: RuntimeManifest): Promise<boolean> {
  const checks = manifest.files.map(async ({ path, size, mode }) => {
    const found = await stat(join(packageDir, path)).catch(() => null);
    // Windows shows no executable bit.
    const isExecutable = process.platform === "win32" || (mode & 0o111) === 0;
    return found?.size === size && (isExecutable || (found.mode & 0o111) !== 0);
  });
  return (await Promise.all(checks)).every(Boolean);
}

/** Without its description a package counts as not staged, so a crash in between leaves nothing half-made. */
async function moveIn(move: {
  staged: StagedPlatform;
  folder: string;
  packageDir: string;
}): Promise<void> {
  const { staged, folder, packageDir } = move;
  const description = join(folder, manifestName);
  await writeFile(description, `${JSON.stringify(staged.manifest, null, 2)}\n`);
  await rm(join(packageDir, manifestName), { force: true });
  const runtime = join(packageDir, runtimeFolder);
  if (await exists(runtime)) await rename(runtime, join(folder, "replaced"));
  await rename(staged.root, runtime);
  await rename(description, join(packageDir, manifestName));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
