import { readFileSync } from "node:fs";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { installCommand, type PackageManager, reinstallCommand } from "./package-manager.js";
import type { Platform } from "./platforms.js";

export interface MissingPackage {
  needed: Platform;
  /** Platforms whose packages are installed instead. */
  installed: readonly Platform[];
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  packageManager: PackageManager;
  cause: unknown;
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

function explain(missing: MissingPackage): { reason: string; fix: string } {
  const { needed, installed, env, packageManager } = missing;
  const sibling = installed.find((other) => other.os === needed.os);
  if (sibling) return explainOtherCpu(needed, sibling, packageManager);
  if (installed[0]) {
    const reason = `node_modules was installed on, or copied from, ${installed[0].label}`;
    return { reason, fix: reinstallCommand(packageManager) };
  }
  if (omitsOptional(env)) {
    const reason = "optional dependencies are switched off in the package manager's configuration";
    return { reason, fix: `${installCommand(packageManager.name)} (and drop --omit=optional)` };
  }
  return explainByLockFile(needed, packageManager);
}

function explainOtherCpu(
  needed: Platform,
  sibling: Platform,
  packageManager: PackageManager,
): { reason: string; fix: string } {
  const reason = `node_modules holds the one for ${sibling.label}, but this Node runs as ${needed.cpu}`;
  const isRosetta = needed.os === "darwin" && needed.cpu === "x64";
  const native = "use a Node built for arm64 (this one runs under Rosetta)";
  const reinstall = reinstallCommand(packageManager);
  return { reason, fix: isRosetta ? `${native}, or ${reinstall}` : reinstall };
}

function explainByLockFile(
  needed: Platform,
  packageManager: PackageManager,
): { reason: string; fix: string } {
  const { lockFile, name } = packageManager;
  const text = lockFile === null ? null : readIfText(lockFile);
  if (text?.includes("openai-codex-cli-bin") && !text.includes(needed.packageName)) {
    const reason = `${lockFile} was written on another operating system and does not name it`;
    return { reason, fix: reinstallCommand(packageManager, { isLockWrong: true }) };
  }
  const reason =
    "it was left out with --omit=optional (or --no-optional), or the registry mirror does not have it yet";
  return { reason, fix: `${installCommand(name)} (if a mirror lags behind, try again later)` };
}

/** npm passes its setting on as `npm_config_omit`; older versions used `npm_config_optional`. */
function omitsOptional(env: MissingPackage["env"]): boolean {
  return /\boptional\b/.test(env.npm_config_omit ?? "") || env.npm_config_optional === "false";
}

function readIfText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // The message only becomes less specific.
    return null;
  }
}
