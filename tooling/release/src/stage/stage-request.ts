import { findPlatform, type Platform, platformFor } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { parseCodexVersion } from "../version.js";

/** The pinned version, if that is what was asked for. */
export function pinnedVersionFor(asked: string | undefined, pinned: string): string {
  if (asked === undefined) return pinned;
  const version = parseCodexVersion(asked).npm;
  if (version === pinned) return pinned;
  throw new ToolError(
    "usage",
    `Codex ${version} is not pinned; this checkout pins ${pinned}. ` +
      `Pin it first: npm run pin-runtime -- --codex-version ${version}`,
  );
}

/** The platform a tag names; this machine's without one. */
export function platformFrom(tag: string | undefined): Platform {
  if (tag !== undefined) return readTag(tag);
  const platform = platformFor(process.platform, process.arch);
  if (platform) return platform;
  const machine = `${process.platform}-${process.arch}`;
  throw new ToolError(
    "usage",
    `Codex publishes no runtime for ${machine}; name one with --platform-tag`,
  );
}

/** `--runtime-version` is an older spelling of `--codex-version`; given both, they must agree. */
export function joinVersions(codexVersion?: string, runtimeVersion?: string): string | undefined {
  if (codexVersion === undefined || runtimeVersion === undefined)
    return codexVersion ?? runtimeVersion;
  const [one, other] = [parseCodexVersion(codexVersion).npm, parseCodexVersion(runtimeVersion).npm];
  if (one === other) return codexVersion;
  throw new ToolError(
    "usage",
    `--codex-version ${one} and --runtime-version ${other} disagree; name one`,
  );
}

function readTag(tag: string): Platform {
  try {
    return findPlatform(tag);
  } catch (cause) {
    throw new ToolError("usage", cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
