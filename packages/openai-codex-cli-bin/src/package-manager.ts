import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export type PackageManagerName = "npm" | "pnpm" | "yarn" | "bun" | "deno";

/** The package manager that made an installation, and its lock file if there is one. */
export interface PackageManager {
  name: PackageManagerName;
  lockFile: string | null;
}

/**
 * Finds the package manager by its user agent in `env`, or else by the nearest lock file in `cwd`
 * or above.
 */
export function detectPackageManager(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): PackageManager {
  const nearest = nearestLockFile(cwd);
  const agent = env.npm_config_user_agent?.split("/")[0];
  const named = packageManagers.find((name) => name === agent);
  if (!named) return nearest ?? { name: "npm", lockFile: null };
  return nearest?.name === named ? nearest : { name: named, lockFile: null };
}

/** The command that installs missing optional dependencies. */
export function installCommand(name: PackageManagerName): string {
  return commands[name].install;
}

/**
 * The command that installs everything again, after deleting `node_modules` and, if it is wrong,
 * the lock file.
 */
export function reinstallCommand(
  manager: PackageManager,
  { isLockWrong = false }: { isLockWrong?: boolean } = {},
): string {
  const remove = ["node_modules", ...(isLockWrong ? [commands[manager.name].lockFiles[0]] : [])];
  return `rm -rf ${remove.join(" ")} && ${installCommand(manager.name)}`;
}

const commands: Record<
  PackageManagerName,
  { install: string; lockFiles: readonly [string, ...string[]] }
> = {
  npm: {
    install: "npm install --include=optional",
    lockFiles: ["package-lock.json", "npm-shrinkwrap.json"],
  },
  pnpm: { install: "pnpm install --config.optional=true", lockFiles: ["pnpm-lock.yaml"] },
  yarn: { install: "yarn install", lockFiles: ["yarn.lock"] },
  bun: { install: "bun install", lockFiles: ["bun.lock", "bun.lockb"] },
  deno: { install: "deno install", lockFiles: ["deno.lock"] },
};

const packageManagers: readonly PackageManagerName[] = ["npm", "pnpm", "yarn", "bun", "deno"];

function nearestLockFile(folder: string): PackageManager | undefined {
  for (const name of packageManagers) {
    const file = commands[name].lockFiles.find((candidate) => existsSync(join(folder, candidate)));
    if (file) return { name, lockFile: join(folder, file) };
  }
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestLockFile(parent);
}
