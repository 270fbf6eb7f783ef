import * as z from "zod";
import { parseJson } from "../json/parse-json.js";
import type { Platform, RuntimeLayout } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

/** The layout of an upstream tree. Paths are relative to the tree. */
export interface TreeLayout {
  layout: RuntimeLayout;
  entrypoint: string;
  pathDirs: string[];
  resourcesDir: string | null;
  /** The version that the tree itself states; null if it states none. */
  version: string | null;
  /** The Rust target that the tree itself states; null if it states none. */
  target: string | null;
}

/** Upstream's description of a tree, `codex-package.json`. Other keys are ignored. */
const codexPackageSchema = z.object({
  layoutVersion: z.number(),
  version: z.string().nullish(),
  target: z.string().nullish(),
  entrypoint: z.string(),
  resourcesDir: z.string().nullish(),
  pathDir: z.string().nullish(),
});

/** The paths of a tree's files, and the text of its `codex-package.json` if it has one. */
export interface TreeContents {
  files: readonly string[];
  codexPackage: string | null;
}

/**
 * Recognises the layout of an upstream tree: the one that `codex-package.json` describes, or the
 * older one with the folders `codex/` and `path/`.
 */
export function describeTree(tree: TreeContents, platform: Platform): TreeLayout {
  const found =
    tree.codexPackage === null
      ? legacyLayout(tree.files, platform)
      : packageLayout(tree.codexPackage);
  if (tree.files.includes(found.entrypoint)) return found;
  throw new ToolError(
    "check",
    `The tree names ${found.entrypoint} as its entrypoint, but has no such file`,
  );
}

function packageLayout(text: string): TreeLayout {
  const { layoutVersion, entrypoint, version, target, pathDir, resourcesDir } = parseJson(text, {
    schema: codexPackageSchema,
    name: "codex-package.json",
  });
  if (layoutVersion !== 1) {
    throw new ToolError(
      "check",
      `codex-package.json has layoutVersion ${layoutVersion}; only 1 is known`,
    );
  }
  return {
    layout: "package-v1",
    entrypoint,
    pathDirs: pathDir ? [pathDir] : [],
    resourcesDir: resourcesDir ?? null,
    version: version ?? null,
    target: target ?? null,
  };
}

function legacyLayout(files: readonly string[], { os }: Platform): TreeLayout {
  const entrypoint = os === "win32" ? "codex/codex.exe" : "codex/codex";
  if (!files.includes(entrypoint)) {
    const shown = files.slice(0, 5).join(", ") || "nothing";
    throw new ToolError(
      "check",
      `No known Codex layout: neither codex-package.json nor ${entrypoint}. Found ${shown}`,
    );
  }
  const pathDirs = files.some((file) => file.startsWith("path/")) ? ["path"] : [];
  return {
    layout: "legacy-vendor",
    entrypoint,
    pathDirs,
    resourcesDir: null,
    version: null,
    target: null,
  };
}
