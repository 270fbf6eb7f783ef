import { createRequire } from "node:module";
import { detectPackageManager, reinstallCommand } from "./package-manager.js";

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
  cwd: string;
  resolve(specifier: string): string;
  /** The command that installs everything again. */
  reinstall(): string;
}

/** Fills in the defaults. Reads nothing from the environment before it is needed. */
export function contextFrom(options: ResolveCodexRuntimeOptions): ResolutionContext {
  const { platform = process.platform, arch = process.arch, env = process.env } = options;
  const { cwd = process.cwd(), resolve = createRequire(searchStart()).resolve } = options;
  const reinstall = (): string => reinstallCommand(detectPackageManager(env, cwd));
  return { platform, arch, env, cwd, resolve, reinstall };
}

/**
 * Where package resolution starts. In a CommonJS bundle `import.meta.url` is missing; the program's
 * main file finds the same packages.
 */
function searchStart(): string {
  const url: string | undefined = import.meta.url;
  return url ?? process.argv[1] ?? process.execPath;
}
