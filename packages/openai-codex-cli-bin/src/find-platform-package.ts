import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { explainMissingPackage } from "./explain-missing-package.js";
import { pinnedVersion } from "./pinned-version.js";
import { type Platform, platformFor, platforms } from "./platforms.js";
import type { ResolutionContext } from "./resolution-context.js";

/** This machine's row in the platform table. Throws `UNSUPPORTED_PLATFORM`. */
export function supportedPlatform({ platform, arch }: ResolutionContext): Platform {
  const row = platformFor(platform, arch);
  if (row) return row;
  throw new CodexRuntimeError("UNSUPPORTED_PLATFORM", {
    summary: `Codex publishes no runtime for ${platform}-${arch}.`,
    lookedFor: `a runtime for ${platform}-${arch}`,
    found: platforms.map((candidate) => candidate.platform).join(", "),
    fix: "use one of these platforms, or build Codex yourself and pass its path",
  });
}

/** The folder of a platform's package. Throws `PLATFORM_PACKAGE_MISSING` or `ARCH_MISMATCH`. */
export function findPlatformPackage(needed: Platform, context: ResolutionContext): string {
  const { env, resolve } = context;
  try {
    return dirname(resolve(`${needed.packageName}/package.json`));
  } catch (cause) {
    const installed = platforms.filter((other) => holdsRuntime(other, resolve));
    throw explainMissingPackage({
      needed,
      installed,
      version: pinnedVersion,
      env,
      packageManager: context.packageManager(),
      cause,
    });
  }
}

/** Whether a platform's package is installed and holds a runtime: in a checkout it may not yet. */
function holdsRuntime(platform: Platform, resolve: ResolutionContext["resolve"]): boolean {
  try {
    const folder = dirname(resolve(`${platform.packageName}/package.json`));
    return statSync(join(folder, "codex-runtime.json")).isFile();
  } catch {
    // Not installed: false is the answer.
    return false;
  }
}
