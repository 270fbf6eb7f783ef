import type { Platform } from "./platforms.js";
import type { LockedFile, LockedPlatform } from "./runtime-lock.js";
import { type RuntimeLayout, runtimeManifestSchema } from "./runtime-manifest.js";

/** What is asked for when a runtime is compared with the lock. */
export interface LockedRuntime {
  platform: Platform;
  version: string;
  locked: LockedPlatform;
}

/**
 * What `codex-runtime.json` has to say of a runtime, without the parts of `files` that come from
 * the files' own headers. `codexPackage` is the text of the runtime's `codex-package.json`, which
 * has the digest that the lock says; null if the lock names none.
 */
export function lockedDescription(
  { platform, version, locked }: LockedRuntime,
  codexPackage: string | null,
): Record<string, unknown> {
  const { layout, entrypoint, pathDirs, resourcesDir } =
    codexPackage === null ? legacyPaths(locked.files, platform) : describedPaths(codexPackage);
  return {
    schema: runtimeManifestSchema,
    version,
    platform: platform.platform,
    target: platform.target,
    layout,
    entrypoint: inPackage(entrypoint),
    pathDirs: pathDirs.map(inPackage),
    resourcesDir: resourcesDir === null ? null : inPackage(resourcesDir),
    source: { kind: "npm", spec: locked.spec, integrity: locked.integrity },
    locked: true,
    files: locked.files.map((file) => ({ ...file, path: inPackage(file.path) })),
  };
}

/** The path below the package's folder of something in the tree that Codex publishes. */
export function inPackage(path: string): string {
  return `runtime/${path}`;
}

interface RuntimePaths {
  layout: RuntimeLayout;
  entrypoint: string;
  pathDirs: string[];
  resourcesDir: string | null;
}

/** The layout that Codex itself describes. */
function describedPaths(codexPackage: string): RuntimePaths {
  const { entrypoint, pathDir, resourcesDir } = JSON.parse(codexPackage) as {
    entrypoint: string;
    pathDir?: string | null;
    resourcesDir?: string | null;
  };
  return {
    layout: "package-v1",
    entrypoint,
    pathDirs: pathDir ? [pathDir] : [],
    resourcesDir: resourcesDir ?? null,
  };
}

/** The older layout, with the folders `codex/` and `path/`. */
function legacyPaths(files: readonly LockedFile[], { os }: Platform): RuntimePaths {
  return {
    layout: "legacy-vendor",
    entrypoint: os === "win32" ? "codex/codex.exe" : "codex/codex",
    pathDirs: files.some(({ path }) => path.startsWith("path/")) ? ["path"] : [],
    resourcesDir: null,
  };
}
