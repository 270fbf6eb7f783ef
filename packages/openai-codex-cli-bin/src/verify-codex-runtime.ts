import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { CodexRuntime } from "./codex-runtime.js";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { type InstalledRuntime, resolveInstalledRuntime } from "./resolve-installed-runtime.js";

/** Options of `verifyCodexRuntime()`. */
export interface VerifyCodexRuntimeOptions extends ResolveCodexRuntimeOptions {
  /** The lock to check the files against. Default: the one in this package. */
  lockFile?: string | URL;
}

interface LockedFile {
  path: string;
  size: number;
  sha256: string;
}

/** The parts of `codex-runtime.lock.json` that are read here. */
interface Lock {
  version: string;
  platforms: { [platform: string]: { files: LockedFile[] } | undefined };
}

/**
 * Does what `resolveCodexRuntime` does, then reads every file of the runtime and compares its
 * SHA-256 with the one in this package's lock. Takes about a second. Rejects with
 * `CodexRuntimeError`.
 */
export async function verifyCodexRuntime(
  options: VerifyCodexRuntimeOptions = {},
): Promise<CodexRuntime> {
  const installed = resolveInstalledRuntime(options);
  const lockFile = options.lockFile ?? new URL("../codex-runtime.lock.json", import.meta.url);
  const locked = readLockedFiles(lockFile, installed);
  for (const file of locked) await checkFile(file, installed);
  return installed.runtime;
}

/** Reads the lock of this package, because a platform package can't vouch for itself. */
function readLockedFiles(lockFile: string | URL, installed: InstalledRuntime): LockedFile[] {
  const { version, platforms } = JSON.parse(readFileSync(lockFile, "utf8")) as Lock;
  const files = platforms[installed.platform.platform]?.files;
  if (files && version === installed.manifest.version) return files;
  throw new CodexRuntimeError("VERSION_MISMATCH", {
    summary: "The lock is for another Codex version than the runtime.",
    lookedFor: `${installed.platform.platform} of Codex ${installed.manifest.version} in ${lockFile}`,
    found: `Codex ${version}`,
    fix: installed.reinstall,
  });
}

async function checkFile(
  file: LockedFile,
  { packageDir, reinstall }: InstalledRuntime,
): Promise<void> {
  const path = join(packageDir, "runtime", file.path);
  const found = await describeFile(path, file);
  if (found === null) return;
  throw new CodexRuntimeError("CORRUPT", {
    summary: `The Codex runtime is damaged: ${path} is not the pinned file.`,
    lookedFor: `SHA-256 ${file.sha256}, ${file.size} bytes`,
    found,
    fix: reinstall,
  });
}

/** How a file differs from the lock; null when it does not. */
async function describeFile(path: string, { size, sha256 }: LockedFile): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) return "no such file";
  if (found.size !== size) return `${found.size} bytes`;
  const digest = await sha256Of(path);
  return digest === sha256 ? null : `SHA-256 ${digest}`;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk);
  }
  return hash.digest("hex");
}
