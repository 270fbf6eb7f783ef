import type { InstallSite } from "./install-site.js";
import { contextFrom, type ResolveCodexRuntimeOptions } from "./resolution-context.js";

/**
 * Finds out where the packages were installed and by what, from where their files are, the lock
 * files and what package managers leave behind. Never throws.
 */
export function findInstallation(
  options: Pick<ResolveCodexRuntimeOptions, "cwd"> = {},
): InstallSite {
  return contextFrom(options).site();
}
