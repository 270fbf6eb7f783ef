import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { isPrivatePackage } from "./is-private-package.js";
import type { Platform } from "./platforms.js";
import type { ResolutionContext } from "./resolution-context.js";
import { parseRuntimeManifest, type RuntimeManifest } from "./runtime-manifest.js";
import { unreadable } from "./unreadable.js";

/**
 * Reads a platform package's `codex-runtime.json`. Throws `CORRUPT`, `LAYOUT_UNSUPPORTED`,
 * `UNREADABLE` or, for a workspace package whose runtime has not been staged,
 * `PLATFORM_PACKAGE_MISSING`.
 */
export function readInstalledManifest(found: {
  packageDir: string;
  platform: Platform;
  context: ResolutionContext;
}): RuntimeManifest {
  const { packageDir, platform, context } = found;
  const file = join(packageDir, "codex-runtime.json");
  const parsed = parseRuntimeManifest(readManifestText(file, platform, context));
  if (parsed.state === "ok") return parsed.manifest;
  if (parsed.state === "invalid") {
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime's description is damaged: ${parsed.problem}.`,
      lookedFor: file,
      found: parsed.problem,
      fix: context.replaceFix(platform, packageDir),
    });
  }
  throw new CodexRuntimeError("LAYOUT_UNSUPPORTED", {
    summary: `${file} has ${parsed.found}, which this version of openai-codex-cli-bin cannot read.`,
    lookedFor: "schema 1, layout package-v1 or legacy-vendor",
    found: parsed.found,
    fix: `install openai-codex-cli-bin and ${platform.packageName} in the same version`,
  });
}

function readManifestText(file: string, platform: Platform, context: ResolutionContext): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw unreadable(file, cause);
    const isCheckout = isPrivatePackage(join(dirname(file), "package.json"));
    const summary = isCheckout
      ? `${platform.packageName} is a workspace package whose runtime has not been staged.`
      : `${platform.packageName} is installed without its description.`;
    const fix = context.replaceFix(platform, dirname(file));
    const code = isCheckout ? "PLATFORM_PACKAGE_MISSING" : "CORRUPT";
    const found = `${dirname(file)} without codex-runtime.json`;
    throw new CodexRuntimeError(code, { summary, lookedFor: file, found, fix }, { cause });
  }
}
