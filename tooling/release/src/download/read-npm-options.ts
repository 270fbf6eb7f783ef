import { createRequire } from "node:module";
import Config from "@npmcli/config";
import npm from "@npmcli/config/lib/definitions/index.js";

/**
 * Options of npm's own fetchers: registry, credentials, proxy and certificates as the user
 * configured them.
 */
export type NpmOptions = Record<string, unknown>;

/**
 * Reads npm's configuration (environment, project, user and global files) the way npm itself does.
 */
export async function readNpmOptions(env: NodeJS.ProcessEnv, cwd: string): Promise<NpmOptions> {
  const config = new Config({
    npmPath: createRequire(import.meta.url).resolve("@npmcli/config/package.json"),
    definitions: npm.definitions,
    shorthands: npm.shorthands,
    flatten: npm.flatten,
    argv: [],
    env,
    cwd,
  });
  await config.load();
  const { cache: _unused, ...options } = config.flat;
  return options;
}
