import { join } from "node:path";
import { checkInstalledRuntime } from "./check-installed-runtime.js";
import type { CodexRuntime } from "./codex-runtime.js";
import { findPlatformPackage, supportedPlatform } from "./find-platform-package.js";
import { locateOutsideArchive } from "./locate-outside-archive.js";
import type { Platform } from "./platforms.js";
import { readInstalledManifest } from "./read-installed-manifest.js";
import { contextFrom, type ResolveCodexRuntimeOptions } from "./resolution-context.js";
import type { RuntimeManifest } from "./runtime-manifest.js";

/** A resolved runtime together with the package it was found in. */
export interface InstalledRuntime {
  packageDir: string;
  platform: Platform;
  manifest: RuntimeManifest;
  runtime: CodexRuntime;
  /** The command that replaces the package. */
  replaceFix(): string;
}

/** Does the work of `resolveCodexRuntime` and returns more about the installation. */
export function resolveInstalledRuntime(
  options: ResolveCodexRuntimeOptions = {},
): InstalledRuntime {
  const context = contextFrom(options);
  const platform = supportedPlatform(context);
  const packageDir = locateOutsideArchive(findPlatformPackage(platform, context));
  const manifest = readInstalledManifest({ packageDir, platform, context });
  checkInstalledRuntime({ manifest, platform, packageDir, context });
  const runtime = runtimeFrom(packageDir, manifest);
  const fix = (): string => context.replaceFix(platform, packageDir);
  return { packageDir, platform, manifest, runtime, replaceFix: fix };
}

function runtimeFrom(packageDir: string, manifest: RuntimeManifest): CodexRuntime {
  const { entrypoint, pathDirs, resourcesDir, version, target, source } = manifest;
  return {
    codexPath: join(packageDir, entrypoint),
    pathDirs: pathDirs.map((folder) => join(packageDir, folder)),
    resourcesDir: resourcesDir === null ? null : join(packageDir, resourcesDir),
    version,
    target,
    source,
  };
}
