import { readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FetchTarballOptions, fetchTarball, tarballPath } from "../download/fetch-tarball.js";
import type { LockedPlatform } from "../lock.js";
import { type Platform, parseRuntimeManifest, type RuntimeManifest } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { runtimeFolder } from "./build-manifest.js";
import { unpackNpmTree } from "./npm-tree.js";
import { inspectTree, type StagedPlatform } from "./staged-platform.js";
import { withWorkFolder } from "./work-folder.js";

export interface WorkspaceStaging {
  platform: Platform;
  version: string;
  locked: LockedPlatform;
  /** The platform's package folder in the workspace. */
  packageDir: string;
  fetching: () => Promise<FetchTarballOptions>;
}

const manifestName = "codex-runtime.json";

/** Fills a workspace's platform package with the pinned runtime; false when it is there already. */
export async function stageIntoWorkspace(staging: WorkspaceStaging): Promise<boolean> {
  const { packageDir } = staging;
  if (await isStaged(staging)) return false;
  await withWorkFolder(join(packageDir, ".runtime-staging"), async (folder) => {
    const staged = await stagePinned(staging, join(folder, "unpacked"));
    await moveIn({ staged, folder, packageDir });
  });
  return true;
}

/** Unpacks and checks the pinned bytes. A damaged cached download is fetched once more. */
export async function stagePinned(
  staging: Pick<WorkspaceStaging, "platform" | "version" | "locked" | "fetching">,
  into: string,
): Promise<StagedPlatform> {
  const { platform, version, locked } = staging;
  const options = await staging.fetching();
  const wasCached = await exists(tarballPath(locked, options.downloads));
  const tarball = await fetchTarball(locked, options);
  const { reporter } = options;
  const { size, integrity, spec } = locked;
  try {
    const { root, files } = await unpackNpmTree({
      tarball,
      size,
      integrity,
      platform,
      into,
      reporter,
    });
    const source = { kind: "npm", spec, integrity } as const;
    return await inspectTree({ root, files, source, locked: true }, { platform, version });
  } catch (error) {
    if (!(error instanceof ToolError && error.kind === "integrity")) throw error;
    await rm(tarball, { force: true });
    if (!wasCached) throw error;
    await rm(into, { recursive: true, force: true });
    return stagePinned(staging, into);
  }
}

/** Whether the package holds the pinned runtime whole: description, every file, sizes and modes. */
export async function isStaged(
  staging: Pick<WorkspaceStaging, "packageDir" | "platform" | "version" | "locked">,
): Promise<boolean> {
  const { packageDir, platform, version, locked } = staging;
  const manifest = await readManifest(packageDir);
  return (
    manifest !== null &&
    manifest.version === version &&
    manifest.target === platform.target &&
    manifest.locked &&
    manifest.source.integrity === locked.integrity &&
    (await hasAllFiles(packageDir, manifest))
  );
}

async function readManifest(packageDir: string): Promise<RuntimeManifest | null> {
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
