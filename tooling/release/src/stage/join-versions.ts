import { parseCodexVersion } from "../parse-codex-version.js";
import { ToolError } from "../tool-error.js";

/**
 * `--runtime-version` is the older name of `--codex-version`. If both are given, they must agree.
 */
export function joinVersions(codexVersion?: string, runtimeVersion?: string): string | undefined {
  if (codexVersion === undefined || runtimeVersion === undefined) {
    return codexVersion ?? runtimeVersion;
  }
  const [one, other] = [parseCodexVersion(codexVersion).npm, parseCodexVersion(runtimeVersion).npm];
  if (one === other) return codexVersion;
  throw new ToolError(
    "usage",
    `--codex-version ${one} and --runtime-version ${other} disagree; use one of them`,
  );
}
