import type { InventoryFile } from "../headers/take-inventory.js";
import { runtimeFolder } from "../runtime-folder.js";
import { type Platform, type RuntimeManifest, runtimeManifestSchema } from "../runtime-package.js";
import type { TreeLayout } from "./describe-tree.js";
import type { SourceTree } from "./source-tree.js";

export interface ManifestInput {
  platform: Platform;
  version: string;
  layout: TreeLayout;
  inventory: readonly InventoryFile[];
  source: SourceTree["source"];
  locked: boolean;
}

/** Builds the `codex-runtime.json` of a tree. */
export function buildRuntimeManifest(input: ManifestInput): RuntimeManifest {
  const { platform, version, layout, inventory, source, locked } = input;
  const inPackage = (path: string): string => `${runtimeFolder}/${path}`;
  return {
    schema: runtimeManifestSchema,
    version,
    platform: platform.platform,
    target: platform.target,
    layout: layout.layout,
    entrypoint: inPackage(layout.entrypoint),
    pathDirs: layout.pathDirs.map(inPackage),
    resourcesDir: layout.resourcesDir === null ? null : inPackage(layout.resourcesDir),
    source,
    locked,
    files: inventory.map(({ path, size, sha256, mode, header }) => ({
      path: inPackage(path),
      size,
      sha256,
      mode,
      format: header?.format ?? null,
      arch: header?.arch ?? [],
    })),
  };
}
