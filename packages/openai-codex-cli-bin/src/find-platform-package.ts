import { existsSync } from "node:fs";
import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { explainMissingPackage } from "./explain-missing-package.js";
import { type LocatedPackage, locatePackage } from "./locate-package.js";
import { pinnedVersion } from "./pinned-version.js";
import { type Platform, platformFor, platforms } from "./platforms.js";
import type { ResolutionContext } from "./resolution-context.js";
import { unreadable } from "./unreadable.js";

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

/**
 * The folder of a platform's package. Throws `PLATFORM_PACKAGE_MISSING`, `ARCH_MISMATCH`, `CORRUPT`
 * or `UNREADABLE`.
 */
export function findPlatformPackage(needed: Platform, context: ResolutionContext): string {
  const located = locate(needed, context);
  switch (located.state) {
    case "found":
      return located.folder;
    case "damaged":
      throw damaged(needed, located, context);
    case "unreadable":
      throw unreadable(located.path, located.cause);
    case "missing":
      throw explainMissingPackage({
        needed,
        installed: platforms.filter((other) => holdsRuntime(other, context)),
        version: pinnedVersion,
        env: context.env,
        site: context.site(),
        cause: located.cause,
      });
  }
}

function locate({ packageName }: Platform, { resolvers }: ResolutionContext): LocatedPackage {
  return locatePackage(packageName, { resolvers, version: pinnedVersion });
}

function damaged(
  needed: Platform,
  { folder, problem, cause }: Extract<LocatedPackage, { state: "damaged" }>,
  context: ResolutionContext,
): CodexRuntimeError {
  return new CodexRuntimeError(
    "CORRUPT",
    {
      summary: `${needed.packageName} was not installed completely: ${problem}.`,
      lookedFor: `${needed.packageName}@${pinnedVersion}`,
      found: problem,
      fix: context.replaceFix(needed, folder),
    },
    { cause },
  );
}

/** Whether a platform's package is installed and holds a runtime: in a checkout it may not yet. */
function holdsRuntime(platform: Platform, context: ResolutionContext): boolean {
  const located = locate(platform, context);
  return located.state === "found" && existsSync(join(located.folder, "codex-runtime.json"));
}
