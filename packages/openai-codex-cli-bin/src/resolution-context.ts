import { createRequire } from "node:module";
import { parse } from "node:path";
import { detectPackageManager, type PackageManager, reinstallCommand } from "./package-manager.js";

/** Options of `resolveCodexRuntime()`; what is left out describes this process. */
export interface ResolveCodexRuntimeOptions {
  /** Default: `process.platform`. */
  platform?: string;
  /** Default: `process.arch`. */
  arch?: string;
  /** Only the package manager's name and settings are read from it. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Folder where the search for a lock file starts. Default: `process.cwd()`. */
  cwd?: string;
  /**
   * Returns the path of an installed package's file; throws when there is none. Default: Node's
   * resolution, starting at this package.
   */
  resolve?(specifier: string): string;
}

/** `ResolveCodexRuntimeOptions` with all defaults filled in. */
export interface ResolutionContext {
  platform: string;
  arch: string;
  env: Readonly<Record<string, string | undefined>>;
  resolve(specifier: string): string;
  /** What the packages were installed with. */
  packageManager(): PackageManager;
  /** The command that installs everything again. */
  reinstall(): string;
}

/** Fills in the defaults. Reads nothing from the environment before it is needed. */
export function contextFrom(options: ResolveCodexRuntimeOptions): ResolutionContext {
  const { platform = process.platform, arch = process.arch, env = process.env } = options;
  const { resolve = createRequire(searchStart()).resolve } = options;
  const packageManager = (): PackageManager =>
    detectPackageManager(env, options.cwd ?? workingFolder());
  const reinstall = (): string => reinstallCommand(packageManager());
  return { platform, arch, env, resolve, packageManager, reinstall };
}

/** The root where the folder of this process was removed: no lock file is found there. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return parse(process.execPath).root;
  }
}

/**
 * Where package resolution starts. In a CommonJS bundle `import.meta.url` is missing; the program's
 * main file finds the same packages.
 */
function searchStart(): string {
  const url: string | undefined = import.meta.url;
  return url ?? process.argv[1] ?? process.execPath;
}
