import { join } from "node:path";
import { removeFiles, removeFolder, withVariable } from "./shell.js";

/** The two Yarns have little but the name in common. */
export type PackageManagerName = "npm" | "pnpm" | "yarn 1" | "yarn" | "bun" | "deno";

/** What is known of a package manager. Its commands run in the project's folder. */
export interface PackageManager {
  /** What it leaves in a project that it has installed, and no other one does. */
  readonly marks: readonly string[];
  readonly lockFiles: readonly string[];
  /** Installs what is missing, optional dependencies included. */
  readonly install: string;
  /** Installs what is missing without the shared cache, whose copy may be damaged too. */
  readonly installUncached?: string;
  /** Whether it takes `--os` and `--cpu`, which win over its configuration. */
  readonly takesPlatform: boolean;
  /** Installs what is missing though the lock file does not name it. */
  mendLock(lockFile: string): string;
}

/** By name; those with the surest marks come first. */
export const packageManagers: Readonly<Record<PackageManagerName, PackageManager>> = {
  pnpm: {
    ...commands("pnpm install --config.optional=true"),
    marks: ["node_modules/.modules.yaml"],
    lockFiles: ["pnpm-lock.yaml"],
    takesPlatform: true,
    mendLock: () => "pnpm install --config.optional=true --fix-lockfile",
  },
  yarn: { ...commands("yarn install"), marks: [".pnp.cjs", "node_modules/.yarn-state.yml"] },
  "yarn 1": {
    // Without the option it believes its own record of what is installed.
    ...commands("yarn install --check-files"),
    marks: ["node_modules/.yarn-integrity"],
    lockFiles: ["yarn.lock"],
  },
  npm: {
    ...commands("npm install --include=optional"),
    marks: ["node_modules/.package-lock.json"],
    lockFiles: ["package-lock.json", "npm-shrinkwrap.json"],
    takesPlatform: true,
    mendLock: (lockFile) =>
      `${removeFiles(lockFile, join("node_modules", ".package-lock.json"))} && npm install --include=optional`,
  },
  deno: {
    ...commands("deno install"),
    marks: ["node_modules/.deno"],
    lockFiles: ["deno.lock"],
    installUncached: withOwnCache("DENO_DIR", "deno install"),
  },
  bun: {
    ...commands("bun install"),
    lockFiles: ["bun.lock", "bun.lockb"],
    installUncached: withOwnCache("BUN_INSTALL_CACHE_DIR", "bun install"),
  },
};

/** Uses a cache that is empty at first and gone afterwards: its files are links to the packages. */
function withOwnCache(variable: string, install: string): string {
  const cache = join("node_modules", ".cache", "install");
  return `${withVariable(variable, cache, install)} && ${removeFolder(cache)}`;
}

function commands(install: string): PackageManager {
  return { install, marks: [], lockFiles: [], takesPlatform: false, mendLock: () => install };
}
