import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { explainNotExecutable } from "./explain-not-executable.js";
import { installFix, stageFix } from "./fixes.js";
import { isPrivatePackage } from "./is-private-package.js";
import { pinnedVersion } from "./pinned-version.js";
import type { Platform } from "./platforms.js";
import type { ResolutionContext } from "./resolution-context.js";
import type { RuntimeFile, RuntimeManifest } from "./runtime-manifest.js";
import { unreadable } from "./unreadable.js";

interface InstalledPackage {
  manifest: RuntimeManifest;
  platform: Platform;
  packageDir: string;
  context: ResolutionContext;
}

/**
 * Checks that the package holds the pinned runtime of this platform, and that its programs are
 * there, have the right size and are executable. Throws `ARCH_MISMATCH`, `VERSION_MISMATCH`,
 * `CORRUPT`, `NOT_EXECUTABLE` or `UNREADABLE`.
 */
export function checkInstalledRuntime(installed: InstalledPackage): void {
  checkIdentity(installed);
  for (const file of installed.manifest.files) {
    if (isProgram(file)) checkProgram(file, installed);
  }
}

function checkIdentity({ manifest, platform, packageDir, context }: InstalledPackage): void {
  if (manifest.target !== platform.target) {
    throw new CodexRuntimeError("ARCH_MISMATCH", {
      summary: `${platform.packageName} holds a Codex runtime for another platform.`,
      lookedFor: `${platform.target} in ${packageDir}`,
      found: manifest.target,
      fix: context.replaceFix(platform, packageDir),
    });
  }
  if (manifest.version === pinnedVersion) return;
  const isCheckout = isPrivatePackage(join(packageDir, "package.json"));
  throw new CodexRuntimeError("VERSION_MISMATCH", {
    summary: `openai-codex-cli-bin and ${platform.packageName} have different versions.`,
    lookedFor: `${platform.packageName}@${pinnedVersion}`,
    found: `${manifest.version} in ${packageDir}`,
    fix: isCheckout
      ? stageFix
      : installFix(context.site(), { needed: platform, version: pinnedVersion }),
  });
}

function checkProgram(
  file: RuntimeFile,
  { platform, packageDir, context }: InstalledPackage,
): void {
  const path = join(packageDir, file.path);
  const found = describeFound(path);
  if (found !== `${file.size} bytes`) {
    const state = found.endsWith(" bytes") ? "the wrong size" : "missing";
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime is damaged: ${path} is ${state}.`,
      lookedFor: `${path} with ${file.size} bytes`,
      found,
      fix: `${context.replaceFix(platform, packageDir)} (a virus scanner may have removed it)`,
    });
  }
  // Windows neither has executable bits nor needs them.
  if (context.platform !== "win32" && process.platform !== "win32") assertExecutable(path);
}

function assertExecutable(path: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch (cause) {
    throw explainNotExecutable(path, cause);
  }
}

function describeFound(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isFile() ? `${stat.size} bytes` : "no such file";
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function isProgram(file: RuntimeFile): boolean {
  return (file.mode & 0o111) !== 0;
}
