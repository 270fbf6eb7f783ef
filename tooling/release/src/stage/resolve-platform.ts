import { describeError } from "../describe-error.js";
import { findPlatform, type Platform, platformFor } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";

/** The platform that a tag names; without a tag, this machine's. */
export function resolvePlatform(tag: string | undefined): Platform {
  if (tag !== undefined) return readTag(tag);
  const platform = platformFor(process.platform, process.arch);
  if (platform) return platform;
  const machine = `${process.platform}-${process.arch}`;
  throw new ToolError(
    "usage",
    `Codex publishes no runtime for ${machine}; choose a platform with --platform-tag`,
  );
}

function readTag(tag: string): Platform {
  try {
    return findPlatform(tag);
  } catch (cause) {
    throw new ToolError("usage", describeError(cause), { cause });
  }
}
