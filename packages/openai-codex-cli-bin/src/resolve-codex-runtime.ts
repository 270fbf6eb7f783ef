import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { missingPackageError } from "./missing-package.js";
import { detectPackageManager, reinstallCommand } from "./package-manager.js";
import { pinnedVersion } from "./pinned-version.js";
import { type Platform, platformFor, platforms } from "./platforms.js";
import {
  parseRuntimeManifest,
  type RuntimeFile,
  type RuntimeManifest,
  type RuntimeSource,
} from "./runtime-manifest.js";

/** A Codex runtime on this machine. All paths are absolute. */
export interface CodexRuntime {
  /** The `codex` executable. */
  codexPath: string;
  /** Folders that belong in front of PATH when `codexPath` runs. */
  pathDirs: string[];
  /** Folder of the files Codex loads by itself; null in versions that have none. */
  resourcesDir: string | null;
  /** Codex version, as on npm. */
  version: string;
  /** Rust target. */
  target: string;
  /** Where the bytes came from. */
  source: RuntimeSource;
}

export interface ResolveCodexRuntimeOptions {
  /** Default: `process.platform`. */
  platform?: string;
  /** Default: `process.arch`. */
  arch?: string;
  /** Read for the package manager's name and settings only. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Where the search for a lock file starts. Default: `process.cwd()`. */
  cwd?: string;
  /** Finds a file of an installed package, throwing when there is none. Default: Node's resolution from here. */
  resolve?: (specifier: string) => string;
}

/** A resolved runtime together with the package it was found in. */
export interface InstalledRuntime {
  packageDir: string;
  platform: Platform;
  manifest: RuntimeManifest;
  runtime: CodexRuntime;
  /** The command that installs the package afresh. */
  reinstall: string;
}

/**
 * Finds the Codex runtime installed for this platform and checks that its programs are present, have the
 * size they should have and can be executed. Reads no program; `verifyCodexRuntime` does.
 * Throws `CodexRuntimeError`.
 */
export function resolveCodexRuntime(options: ResolveCodexRuntimeOptions = {}): CodexRuntime {
  return resolveInstalledRuntime(options).runtime;
}

/** Path of the pinned `codex` executable for this platform. Throws `CodexRuntimeError`. */
export function bundledCodexPath(): string {
  return resolveCodexRuntime().codexPath;
}

/** `resolveCodexRuntime`, with what else is known about the installation. */
export function resolveInstalledRuntime(
  options: ResolveCodexRuntimeOptions = {},
): InstalledRuntime {
  const context = contextFrom(options);
  const platform = supportedPlatform(context);
  const packageDir = findPackage(platform, context);
  const manifest = readManifest({ packageDir, platform, context });
  checkIdentity({ manifest, platform, packageDir, context });
  for (const file of manifest.files) {
    if (isProgram(file)) checkProgram(join(packageDir, file.path), file, context);
  }
  const runtime = runtimeFrom(packageDir, manifest);
  return { packageDir, platform, manifest, runtime, reinstall: context.reinstall() };
}

interface Context {
  platform: string;
  arch: string;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  resolve: (specifier: string) => string;
  reinstall: () => string;
}

function contextFrom(options: ResolveCodexRuntimeOptions): Context {
  const { platform = process.platform, arch = process.arch, env = process.env } = options;
  const { cwd = process.cwd(), resolve = createRequire(import.meta.url).resolve } = options;
  const reinstall = () => reinstallCommand(detectPackageManager(env, cwd), false);
  return { platform, arch, env, cwd, resolve, reinstall };
}

function supportedPlatform({ platform, arch }: Context): Platform {
  const row = platformFor(platform, arch);
  if (row) return row;
  throw new CodexRuntimeError("UNSUPPORTED_PLATFORM", {
    summary: `Codex publishes no runtime for ${platform}-${arch}.`,
    lookedFor: `a runtime for ${platform}-${arch}`,
    found: platforms.map((candidate) => candidate.platform).join(", "),
    fix: "use one of these platforms, or build Codex yourself and pass its path",
  });
}

function findPackage(needed: Platform, context: Context): string {
  const { env, cwd, resolve } = context;
  try {
    return dirname(resolve(`${needed.packageName}/package.json`));
  } catch (cause) {
    const installed = platforms.filter((other) => holdsRuntime(other, resolve));
    const packageManager = detectPackageManager(env, cwd);
    throw missingPackageError({
      needed,
      installed,
      version: pinnedVersion,
      env,
      packageManager,
      cause,
    });
  }
}

/** Whether a platform's package is installed and filled; an unstaged one in a checkout is not. */
function holdsRuntime(platform: Platform, resolve: Context["resolve"]): boolean {
  try {
    const folder = dirname(resolve(`${platform.packageName}/package.json`));
    return statSync(join(folder, "codex-runtime.json")).isFile();
  } catch {
    // Not installed is one of the two answers.
    return false;
  }
}

function readManifest(found: {
  packageDir: string;
  platform: Platform;
  context: Context;
}): RuntimeManifest {
  const { packageDir, platform, context } = found;
  const file = join(packageDir, "codex-runtime.json");
  const parsed = parseRuntimeManifest(readManifestText(file, platform, context));
  if (parsed.state === "ok") return parsed.manifest;
  if (parsed.state === "invalid") {
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime's description is damaged: ${parsed.problem}.`,
      lookedFor: file,
      found: parsed.problem,
      fix: context.reinstall(),
    });
  }
  throw new CodexRuntimeError("LAYOUT_UNSUPPORTED", {
    summary: `${file} has ${parsed.found}, which this version of openai-codex-cli-bin cannot read.`,
    lookedFor: "schema 1, layout package-v1 or legacy-vendor",
    found: parsed.found,
    fix: `install openai-codex-cli-bin and ${platform.packageName} in the same version`,
  });
}

function readManifestText(file: string, platform: Platform, context: Context): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const isCheckout = isPrivatePackage(join(dirname(file), "package.json"));
    const summary = isCheckout
      ? `${platform.packageName} is a workspace package whose runtime has not been staged.`
      : `${platform.packageName} is installed without its description.`;
    const fix = isCheckout
      ? "npm run stage-runtime (in the repository's root)"
      : context.reinstall();
    const code = isCheckout ? "PLATFORM_PACKAGE_MISSING" : "CORRUPT";
    const found = `${dirname(file)} without codex-runtime.json`;
    throw new CodexRuntimeError(code, { summary, lookedFor: file, found, fix }, { cause });
  }
}

/** Published platform packages are never private; those of this repository's workspace are. */
function isPrivatePackage(manifestPath: string): boolean {
  try {
    return JSON.parse(readFileSync(manifestPath, "utf8")).private === true;
  } catch {
    // An unreadable manifest is no checkout.
    return false;
  }
}

function checkIdentity(found: {
  manifest: RuntimeManifest;
  platform: Platform;
  packageDir: string;
  context: Context;
}): void {
  const { manifest, platform, packageDir, context } = found;
  if (manifest.target !== platform.target) {
    throw new CodexRuntimeError("ARCH_MISMATCH", {
      summary: `${platform.packageName} holds a Codex runtime for another platform.`,
      lookedFor: `${platform.target} in ${packageDir}`,
      found: manifest.target,
      fix: context.reinstall(),
    });
  }
  if (manifest.version === pinnedVersion) return;
  const isCheckout = isPrivatePackage(join(packageDir, "package.json"));
  throw new CodexRuntimeError("VERSION_MISMATCH", {
    summary: `openai-codex-cli-bin and ${platform.packageName} have different versions.`,
    lookedFor: `${platform.packageName}@${pinnedVersion}`,
    found: `${manifest.version} in ${packageDir}`,
    fix: isCheckout ? "npm run stage-runtime (in the repository's root)" : context.reinstall(),
  });
}

function checkProgram(path: string, file: RuntimeFile, context: Context): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size !== file.size) {
    const found = stat?.isFile() ? `${stat.size} bytes` : "no such file";
    throw new CodexRuntimeError("CORRUPT", {
      summary: `The Codex runtime is damaged: ${path} is ${stat?.isFile() ? "the wrong size" : "missing"}.`,
      lookedFor: `${path} with ${file.size} bytes`,
      found,
      fix: `${context.reinstall()} (a virus scanner may have removed it)`,
    });
  }
  // Windows has no executable bit, neither to need nor to show.
  const hasNone = context.platform === "win32" || process.platform === "win32";
  if (hasNone || (stat.mode & 0o111) !== 0) return;
  throw new CodexRuntimeError("NOT_EXECUTABLE", {
    summary: `The Codex runtime cannot be executed: ${path} has no executable bit.`,
    lookedFor: `${path} with mode 755`,
    found: `mode ${(stat.mode & 0o777).toString(8)}`,
    fix: `chmod 755 ${JSON.stringify(path)}`,
  });
}

function isProgram(file: RuntimeFile): boolean {
  return (file.mode & 0o111) !== 0;
}

function runtimeFrom(packageDir: string, manifest: RuntimeManifest): CodexRuntime {
  const { entrypoint, pathDirs, resourcesDir, version, target, source } = manifest;
  return {
    codexPath: join(packageDir, entrypoint),
    pathDirs: pathDirs.map((folder) => join(packageDir, folder)),
    resourcesDir: resourcesDir === null ? null : join(packageDir, resourcesDir),
    version,
    target,
    source,
  };
}
