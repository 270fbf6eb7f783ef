import { checkLockedFields } from "./check-locked-fields.js";
import { checkLockedFiles } from "./check-locked-files.js";
import type { CodexRuntime } from "./codex-runtime.js";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { type InstalledRuntime, resolveInstalledRuntime } from "./resolve-installed-runtime.js";
import { type RuntimeLock, readLock } from "./runtime-lock.js";

/** Options of `verifyCodexRuntime()`. */
export interface VerifyCodexRuntimeOptions extends ResolveCodexRuntimeOptions {
  /** The lock to check the package against. Default: the one in this package. */
  lockFile?: string | URL;
}

/**
 * Does what `resolveCodexRuntime` does, then compares the platform package with this package's
 * lock: it must have exactly the locked files, each with the locked SHA-256, and describe itself as
 * the lock does; nothing that the package says of itself is believed. Takes about a second. Rejects
 * with `CodexRuntimeError`: `CORRUPT` for a package with anything more, less or else.
 */
export async function verifyCodexRuntime(
  options: VerifyCodexRuntimeOptions = {},
): Promise<CodexRuntime> {
  const installed = resolveInstalledRuntime(options);
  const lock = readLock(options.lockFile);
  const locked = lock.platforms[installed.platform.platform];
  if (!locked || lock.version !== installed.manifest.version) throw otherLock(installed, lock);
  const { platform } = installed;
  await checkLockedFiles(installed, { files: locked.files, licenses: lock.licenses });
  checkLockedFields(installed, { platform, version: lock.version, locked });
  return installed.runtime;
}

function otherLock(installed: InstalledRuntime, lock: RuntimeLock): CodexRuntimeError {
  return new CodexRuntimeError("VERSION_MISMATCH", {
    summary: "The lock is for another Codex version than the runtime.",
    lookedFor: `${installed.platform.platform} of Codex ${installed.manifest.version} in the lock`,
    found: `Codex ${lock.version}`,
    fix: installed.replaceFix(),
  });
}
