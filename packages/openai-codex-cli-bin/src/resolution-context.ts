import { join } from "node:path";
import { replaceFix, stageFix } from "./fixes.js";
import { deployedSite, findInstallSite, type InstallSite } from "./install-site.js";
import { isPrivatePackage } from "./is-private-package.js";
import { isInstalled, type PackageResolver, packageResolvers } from "./package-resolvers.js";
import { pinnedVersion } from "./pinned-version.js";
import type { Platform } from "./platforms.js";
import { searchStarts } from "./search-starts.js";

/** Options of `resolveCodexRuntime()`; what is left out describes this process. */
export interface ResolveCodexRuntimeOptions {
  /** Default: `process.platform`. */
  platform?: string;
  /** Default: `process.arch`. */
  arch?: string;
  /** Only the package manager's settings and the home folder are read. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /**
   * Folder of the project whose package manager `fix` speaks of. Default: the one that this package
   * was installed in, wherever the process runs.
   */
  cwd?: string;
  /**
   * Returns the path of an installed package's file; throws when there is none. Default: Node's
   * resolution, starting at this package, else at the program's main file.
   */
  resolve?(specifier: string): string;
}

/** `ResolveCodexRuntimeOptions` with all defaults filled in. */
export interface ResolutionContext {
  platform: string;
  arch: string;
  env: Readonly<Record<string, string | undefined>>;
  resolvers: readonly PackageResolver[];
  /** How the packages were installed. */
  site(): InstallSite;
  /** The command that puts a damaged package of a platform, in this folder, right. */
  replaceFix(needed: Platform, folder: string): string;
}

/** Fills in the defaults. Reads nothing from the environment before it is needed. */
export function contextFrom(options: ResolveCodexRuntimeOptions): ResolutionContext {
  const { platform = process.platform, arch = process.arch, env = process.env } = options;
  const { cwd, resolve } = options;
  const starts = searchStarts();
  const site = (): InstallSite => {
    if (cwd !== undefined) return findInstallSite([join(cwd, "index.js")]);
    return isInstalled(starts) ? findInstallSite(starts) : deployedSite(starts);
  };
  return {
    platform,
    arch,
    env,
    resolvers: resolve ? [{ resolve, folders: () => [] }] : packageResolvers(starts),
    site,
    replaceFix: (needed, folder) =>
      isPrivatePackage(join(folder, "package.json"))
        ? stageFix
        : replaceFix(site(), { needed, folder, version: pinnedVersion }),
  };
}
