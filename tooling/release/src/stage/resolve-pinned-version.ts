import { parseCodexVersion } from "../parse-codex-version.js";
import { ToolError } from "../tool-error.js";

/** Returns the pinned version. Throws if another one was asked for. */
export function resolvePinnedVersion(asked: string | undefined, pinned: string): string {
  if (asked === undefined) return pinned;
  const version = parseCodexVersion(asked).npm;
  if (version === pinned) return pinned;
  throw new ToolError(
    "usage",
    `Codex ${version} is not pinned; this checkout pins ${pinned}. ` +
      `Pin it first: npm run pin-runtime -- --codex-version ${version}`,
  );
}
