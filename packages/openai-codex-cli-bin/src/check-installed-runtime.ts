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
  const { manifest, packageDir, context } = installed;
  const programs = manifest.files.filter(isProgram);
  for (const file of programs) checkProgram(file, installed);
  // Windows neither has executable bits nor needs them.
  if (context.platform === "win32" || process.platform === "win32") return;
  const started = programs.filter(({ path }) => !isLoaded.test(path));
  assertExecutable(started.map(({ path }) => join(packageDir, path)));
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
}

/** Names all that are refused in one error: what takes the bit of one takes that of the others. */
function assertExecutable(paths: readonly string[]): void {
  const refused = paths.flatMap((path) => {
    const cause = whyRefused(path);
    return cause === undefined ? [] : [{ path, cause }];
  });
  const [first, ...others] = refused;
  if (first === undefined) return;
  const further = others.map(({ path }) => path);
  throw explainNotExecutable(first.path, first.cause, further);
}

function whyRefused(path: string): unknown {
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch (cause) {
    return cause;
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

/** Libraries and data, which need no executable bit though they come with one. */
const isLoaded = /\.(?:so|dylib)(?:\.\d+)*$|\.json$/;

function isProgram(file: RuntimeFile): boolean {
  return (file.mode & 0o111) !== 0;
}
