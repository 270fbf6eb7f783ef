import { createRequire } from "node:module";
import { detectPackageManager, reinstallCommand } from "./package-manager.js";

export interface ResolveCodexRuntimeOptions {
  /** Default: `process.platform`. */
  platform?: string;
  /** Default: `process.arch`. */
  arch?: string;
  /** Read for the package manager's name and settings only. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Where the search for a lock file starts. Default: `process.cwd()`. */
  cwd?: string;
  /**
   * Finds a file of an installed package, throwing when there is none. Default: Node's resolution
   * from here.
   */
  resolve?(specifier: string): string;
}

/** `ResolveCodexRuntimeOptions` with every default filled in. */
export interface ResolutionContext {
  platform: string;
  arch: string;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  resolve(specifier: string): string;
  /** The command that installs everything afresh. */
  reinstall(): string;
}

/** Nothing of the environment is read before it is needed. */
export function contextFrom(options: ResolveCodexRuntimeOptions): ResolutionContext {
  const { platform = process.platform, arch = process.arch, env = process.env } = options;
  const { cwd = process.cwd(), resolve = createRequire(searchStart()).resolve } = options;
  const reinstall = (): string => reinstallCommand(detectPackageManager(env, cwd));
  return { platform, arch, env, cwd, resolve, reinstall };
}

/**
 * Bundlers that write CommonJS leave `import.meta.url` out: the program's own file has the same
 * packages above it.
 */
function searchStart(): string {
  const url: string | undefined = import.meta.url;
  return url ?? process.argv[1] ?? process.execPath;
}
