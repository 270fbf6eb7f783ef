import { statSync } from "node:fs";
import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { pinnedVersion } from "./pinned-version.js";
import type { Platform } from "./platforms.js";
import { isPrivatePackage } from "./read-installed-manifest.js";
import type { ResolutionContext } from "./resolution-context.js";
import type { RuntimeFile, RuntimeManifest } from "./runtime-manifest.js";

interface InstalledPackage {
  manifest: RuntimeManifest;
  platform: Platform;
  packageDir: string;
  context: ResolutionContext;
}

/**
 * Checks that the package holds the pinned runtime of this platform, and that its programs are
 * there, have the right size and are executable. Throws `ARCH_MISMATCH`, `VERSION_MISMATCH`,
 * `CORRUPT` or `NOT_EXECUTABLE`.
 */
export function checkInstalledRuntime(installed: InstalledPackage): void {
  const { manifest, packageDir, context } = installed;
  checkIdentity(installed);
  for (const file of manifest.files) {
    if (isProgram(file)) checkProgram(join(packageDir, file.path), file, context);
  }
}

function checkIdentity({ manifest, platform, packageDir, context }: InstalledPackage): void {
  if (manifest.target !== platform.target) {
    throw new CodexRuntimeError("ARCH_MISMATCH", {
      summary: `${platform.packageName} holds a Codex runtime for another platform.`,
      lookedFor: `${platform.target} in ${packageDir}`,
      found: manifest.target,
      fix: context.reinstall(),
    });
  }
  if (manifest.version === pinnedVersion) return;
  const isCheckout = isPrivatePackage(join(packageDir, "package.json"));
  throw new CodexRuntimeError("VERSION_MISMATCH", {
    summary: `openai-codex-cli-bin and ${platform.packageName} have different versions.`,
    lookedFor: `${platform.packageName}@${pinnedVersion}`,
    found: `${manifest.version} in ${packageDir}`,
    fix: isCheckout ? "npm run stage-runtime (in the repository's root)" : context.reinstall(),
  });
}

function checkProgram(path: string, file: RuntimeFile, context: ResolutionContext): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size !== file.size) {
    const found = stat?.isFile() ? `${stat.size} bytes` : "no such file";
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime is damaged: ${path} is ${stat?.isFile() ? "the wrong size" : "missing"}.`,
      lookedFor: `${path} with ${file.size} bytes`,
      found,
      fix: `${context.reinstall()} (a virus scanner may have removed it)`,
    });
  }
  // Windows neither has executable bits nor needs them.
  const hasNone = context.platform === "win32" || process.platform === "win32";
  if (hasNone || (stat.mode & 0o111) !== 0) return;
  throw new CodexRuntimeError("NOT_EXECUTABLE", {
    summary: `The Codex runtime cannot be executed: ${path} has no executable bit.`,
    lookedFor: `${path} with mode 755`,
    found: `mode ${(stat.mode & 0o777).toString(8)}`,
    fix: `chmod 755 ${JSON.stringify(path)}`,
  });
}

function isProgram(file: RuntimeFile): boolean {
  return (file.mode & 0o111) !== 0;
}
