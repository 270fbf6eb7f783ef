import { rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runtimeFolder } from "../runtime-folder.js";
import type { InspectedTree } from "../tree/inspect-tree.js";
import { withWorkFolder } from "../with-work-folder.js";
import { runtimeManifestName } from "./read-staged-manifest.js";
import { type PinnedPlatform, stagePinned } from "./stage-pinned.js";

/** Puts the pinned runtime into a platform package of the workspace, replacing what is there. */
export async function stageIntoWorkspace(
  pinned: PinnedPlatform,
  packageDir: string,
): Promise<void> {
  await withWorkFolder(join(packageDir, ".runtime-staging"), async (folder) => {
    const staged = await stagePinned(pinned, join(folder, "unpacked"));
    await moveIn({ staged, folder, packageDir });
  });
}

/**
 * Removes `codex-runtime.json` first and writes it last. Without it a package counts as not staged,
 * so a crash in between does no harm.
 */
async function moveIn(move: {
  staged: InspectedTree;
  folder: string;
  packageDir: string;
}): Promise<void> {
  const { staged, folder, packageDir } = move;
  const description = join(folder, runtimeManifestName);
  await writeFile(description, `${JSON.stringify(staged.manifest, null, 2)}\n`);
  await rm(join(packageDir, runtimeManifestName), { force: true });
  const runtime = join(packageDir, runtimeFolder);
  if (await exists(runtime)) await rename(runtime, join(folder, "replaced"));
  await rename(staged.root, runtime);
  await rename(description, join(packageDir, runtimeManifestName));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
