import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ExcludingSetting } from "./find-excluding-setting.js";
import type { InstallSite } from "./install-site.js";
import { packageManagers } from "./package-managers.js";
import type { Platform } from "./platforms.js";
import { goTo, quote, removeFolder } from "./shell.js";

type Project = Extract<InstallSite, { kind: "project" }>;

/** The command that installs a missing platform package where it belongs, or what to do instead. */
export function installFix(
  site: InstallSite,
  {
    needed,
    version,
    isOtherPlatform = false,
    setting,
  }: {
    needed: Platform;
    version: string;
    /** Whether packages of another platform are installed. */
    isOtherPlatform?: boolean;
    setting?: ExcludingSetting | undefined;
  },
): string {
  if (site.kind === "global") return globalInstall(site.prefix, site.spec);
  if (site.kind === "deployed") return copyFix(site.folder, needed, version);
  const manager = packageManagers[site.manager];
  const platform =
    manager.takesPlatform && (isOtherPlatform || setting)
      ? [`--os=${needed.os}`, `--cpu=${needed.cpu}`]
      : [];
  const options = [...platform, ...(setting?.option ? [setting.option] : [])];
  const command = inProject(site, [manager.install, ...options].join(" "));
  return setting ? `${setting.change}, then run: ${command}` : command;
}

/** The command that installs although the lock file does not name the package. */
export function mendLockFix(site: Project, lockFile: string): string {
  return inProject(site, packageManagers[site.manager].mendLock(lockFile));
}

/** The command that mends a package of this repository's own workspace. */
export const stageFix = "npm run stage-runtime (in the repository's root)";

/** The command that replaces a damaged platform package, and deletes nothing but that. */
export function replaceFix(
  site: InstallSite,
  { folder, needed, version }: { folder: string; needed: Platform; version: string },
): string {
  const remove = removeFolder(installedAs(folder));
  if (site.kind === "deployed") {
    return `${remove}, then ${copyFix(site.folder, needed, version)}`;
  }
  if (site.kind === "global") return `${remove} && ${globalInstall(site.prefix, site.spec)}`;
  const { install, installUncached = install } = packageManagers[site.manager];
  return `${remove} && ${inProject(site, installUncached)}`;
}

/** The folder that stands for a package. Deno keeps a note beside it that it is complete. */
function installedAs(folder: string): string {
  const isDeno = /[\\/]node_modules[\\/]\.deno[\\/][^\\/]+[\\/]node_modules[\\/][^\\/]+$/;
  return isDeno.test(folder) ? dirname(dirname(folder)) : folder;
}

function globalInstall(prefix: string, spec: string): string {
  return `npm install --global --prefix ${quote(prefix)} --include=optional ${spec}`;
}

function copyFix(folder: string, { packageName }: Platform, version: string): string {
  const target = join(folder, "node_modules", packageName);
  return `copy ${packageName}@${version} from where the app was built to ${quote(target)} (file tracers leave it out: outputFileTracingIncludes for Next.js; more in docs/deploying.md of codex-app-server-sdk)`;
}

function inProject({ folder, manager }: Project, command: string): string {
  // pnpm's global installs keep their store elsewhere than projects do.
  const isGlobal = manager === "pnpm" && existsSync(join(folder, ".pnpm"));
  return `${goTo(folder)} && ${command}${isGlobal ? " --virtual-store-dir .pnpm" : ""}`;
}
