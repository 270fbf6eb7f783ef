import { createRequire } from "node:module";
import Config from "@npmcli/config";
import npm from "@npmcli/config/lib/definitions/index.js";

/**
 * Options for npm's own fetchers: the registry, credentials, proxy and certificates that the user
 * configured.
 */
export type NpmOptions = Record<string, unknown>;

/** The registry that npm uses when nothing is configured; ends in a slash. */
export const builtInRegistry = String(npm.definitions.registry?.default);

/**
 * Reads npm's configuration as npm does: environment, and the project's, user's and global files.
 */
export async function readNpmOptions(env: NodeJS.ProcessEnv, cwd: string): Promise<NpmOptions> {
  const config = new Config({
    npmPath: createRequire(import.meta.url).resolve("@npmcli/config/package.json"),
    definitions: npm.definitions,
    shorthands: npm.shorthands,
    flatten: npm.flatten,
    argv: [],
    // Loading writes variables for npm's own children into it.
    env: { ...env },
    cwd,
  });
  await config.load();
  const { cache: _unused, ...options } = config.flat;
  return options;
}
