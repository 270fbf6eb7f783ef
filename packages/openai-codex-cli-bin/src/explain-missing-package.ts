import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { type ExcludingSetting, findExcludingSetting } from "./find-excluding-setting.js";
import { installFix, mendLockFix } from "./fixes.js";
import { type InstallSite, readIfThere } from "./install-site.js";
import type { Platform } from "./platforms.js";

export interface MissingPackage {
  needed: Platform;
  /** Platforms whose packages are installed instead. */
  installed: readonly Platform[];
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  site: InstallSite;
  cause: unknown;
}

interface Explanation {
  reason: string;
  fix: string;
}

/**
 * Makes the error for a platform package that is not installed: the likeliest reason and its fix.
 */
export function explainMissingPackage(missing: MissingPackage): CodexRuntimeError {
  const { needed, installed, version, cause } = missing;
  const { reason, fix } = explain(missing);
  const isOtherCpu = installed.some((other) => other.os === needed.os);
  const summary = `The Codex runtime for ${needed.label} is not installed: ${reason}.`;
  const found = installed.map((other) => other.packageName).join(", ") || "no platform package";
  const lookedFor = `${needed.packageName}@${version}`;
  const code = isOtherCpu ? "ARCH_MISMATCH" : "PLATFORM_PACKAGE_MISSING";
  return new CodexRuntimeError(code, { summary, lookedFor, found, fix }, { cause });
}

function explain(missing: MissingPackage): Explanation {
  const { needed, installed, version, env, site } = missing;
  const home = env.HOME ?? env.USERPROFILE;
  const setting = findExcludingSetting(site, { packageName: needed.packageName, home });
  const isOtherPlatform = installed.length > 0;
  const fix = installFix(site, { needed, version, isOtherPlatform, setting });
  const [first] = installed;
  if (first) return explainOther(first, { needed, installed, setting, fix });
  if (setting) return { reason: `it was left out by ${setting.name}`, fix };
  if (site.kind === "deployed") {
    return { reason: "it is not in a node_modules folder that this app can see", fix };
  }
  return explainByLockFile(missing, site) ?? { reason: explainOmission(env), fix };
}

function explainOther(
  first: Platform,
  {
    needed,
    installed,
    setting,
    fix,
  }: {
    needed: Platform;
    installed: readonly Platform[];
    setting: ExcludingSetting | undefined;
    fix: string;
  },
): Explanation {
  const sibling = installed.find((other) => other.os === needed.os);
  const isRosetta = sibling && needed.os === "darwin" && needed.cpu === "x64";
  if (setting && !isRosetta) return { reason: `it was left out by ${setting.name}`, fix };
  if (!sibling) {
    return { reason: `node_modules was installed on, or copied from, ${first.label}`, fix };
  }
  const reason = `node_modules holds the one for ${sibling.label}, but this Node runs as ${needed.cpu}`;
  const native = "use a Node built for arm64 (this one runs under Rosetta)";
  return { reason, fix: isRosetta ? `${native}, or: ${fix}` : fix };
}

function explainByLockFile(
  { needed }: MissingPackage,
  site: Exclude<InstallSite, { kind: "deployed" }>,
): Explanation | undefined {
  if (site.kind !== "project" || site.lockFile === null) return undefined;
  const file = join(site.folder, site.lockFile);
  const text = readIfThere(file);
  if (!text.includes("openai-codex-cli-bin") || text.includes(needed.packageName)) return undefined;
  const reason = `${file} was written on another operating system and does not name it`;
  return { reason, fix: mendLockFix(site, site.lockFile) };
}

function explainOmission(env: MissingPackage["env"]): string {
  return omitsOptional(env)
    ? "optional dependencies are switched off in the package manager's configuration (--omit=optional)"
    : "it was left out with --omit=optional (or --no-optional), or the registry mirror did not have it yet";
}

/** npm passes its setting on as `npm_config_omit`; older versions used `npm_config_optional`. */
function omitsOptional(env: MissingPackage["env"]): boolean {
  return /\boptional\b/.test(env.npm_config_omit ?? "") || env.npm_config_optional === "false";
}
