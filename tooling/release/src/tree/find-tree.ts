import { join } from "node:path";
import type { UnpackedFile } from "../archive/store-entry.js";
import type { Platform } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

/** An upstream tree found among other files. */
export interface FoundTree {
  root: string;
  /** The tree's files, with paths relative to `root`. */
  files: UnpackedFile[];
}

/**
 * Finds upstream's tree among unpacked files: in `vendor/<target>` of an npm package, otherwise in
 * the folder of `codex-package.json` or of the older `codex/codex`. Files outside it are ignored.
 */
export function findTree(
  folder: string,
  files: readonly UnpackedFile[],
  platform: Platform,
): FoundTree {
  const inside = treeFolder(files, platform);
  if (inside === "") return { root: folder, files: [...files] };
  return { root: join(folder, inside), files: filesBelow(files, inside) };
}

function treeFolder(files: readonly UnpackedFile[], platform: Platform): string {
  const paths = files.map(({ path }) => path);
  const vendored = paths.map((path) => /^(?:package\/)?vendor\/([^/]+)\//.exec(path));
  const targets = [
    ...new Set(vendored.map((match) => match?.[1]).filter((target) => target !== undefined)),
  ];
  if (targets.length > 0) return vendorFolder(paths, targets, platform);
  const marker = paths.find((path) =>
    /^(?:[^/]+\/)?(?:codex-package\.json|codex\/codex(?:\.exe)?)$/.test(path),
  );
  if (marker !== undefined) {
    return marker.replace(/\/?(?:codex-package\.json|codex\/codex(?:\.exe)?)$/, "");
  }
  const shown = paths.slice(0, 5).join(", ") || "nothing";
  throw new ToolError(
    "check",
    "No known Codex layout: neither vendor/<target>, codex-package.json nor codex/codex. " +
      `Found ${shown}`,
  );
}

function vendorFolder(
  paths: readonly string[],
  targets: readonly string[],
  platform: Platform,
): string {
  const folders = [`package/vendor/${platform.target}`, `vendor/${platform.target}`];
  const folder = folders.find((candidate) =>
    paths.some((path) => path.startsWith(`${candidate}/`)),
  );
  if (folder !== undefined) return folder;
  throw new ToolError(
    "check",
    `The package holds a runtime for ${targets.join(", ")}, ` +
      `but ${platform.platform} needs ${platform.target}`,
  );
}

function filesBelow(files: readonly UnpackedFile[], folder: string): UnpackedFile[] {
  const prefix = `${folder}/`;
  return files
    .filter(({ path }) => path.startsWith(prefix))
    .map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
}
