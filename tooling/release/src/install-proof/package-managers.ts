import { join } from "node:path";
import { packageNames } from "../package/package-kind.js";

/**
 * The folders of an install and the registry it uses. The package manager keeps caches in `state`.
 */
export interface InstallPlace {
  project: string;
  state: string;
  /** The registry's URL; ends in a slash. */
  registry: string;
}

/** How to run one package manager with its own caches and no registry but the given one. */
export interface PackageManager {
  id: string;
  /** The npm package to install it from; null for the checkout's own npm and pnpm. */
  tool: string | null;
  /** The program below `node_modules`. */
  program: string;
  /** Whether Node runs the program. */
  isNodeProgram: boolean;
  /** The arguments that add packages to a project. */
  install(names: readonly string[]): string[];
  /** Whether it downloads the packages for all platforms, even though it installs only one. */
  fetchesAll: boolean;
  /** Configuration files to write into the project, by name. */
  files(place: InstallPlace): Record<string, string>;
  env(place: InstallPlace): NodeJS.ProcessEnv;
  /** The arguments that install for another platform; left out if it can't do that. */
  installFor?(target: { os: string; cpu: string }): string[];
  /** The arguments that run one of the project's files; left out if Node runs it directly. */
  run?(file: string): string[];
}

const quiet = ["--no-audit", "--no-fund", "--no-update-notifier"];

/** The package managers that releases are tested with. */
export const packageManagers: readonly PackageManager[] = [
  {
    ...defaults("npm", "npm"),
    env({ registry, state }): NodeJS.ProcessEnv {
      return {
        npm_config_registry: registry,
        npm_config_cache: state,
        npm_config_ignore_scripts: "true",
      };
    },
    install(names): string[] {
      return ["install", ...quiet, ...names];
    },
    installFor({ os, cpu }): string[] {
      return ["install", ...quiet, `--os=${os}`, `--cpu=${cpu}`, packageNames.sdk];
    },
  },
  {
    ...defaults("pnpm", join("pnpm", "bin", "pnpm.cjs")),
    env({ registry, state }): NodeJS.ProcessEnv {
      return {
        npm_config_registry: registry,
        npm_config_store_dir: join(state, "store"),
        npm_config_cache_dir: join(state, "cache"),
        npm_config_ignore_scripts: "true",
        npm_config_update_notifier: "false",
        npm_config_manage_package_manager_versions: "false",
      };
    },
    installFor({ os, cpu }): string[] {
      return ["add", `--os=${os}`, `--cpu=${cpu}`, packageNames.sdk];
    },
  },
  {
    ...defaults("yarn 1", join("yarn", "bin", "yarn.js")),
    tool: "yarn@1.22.22",
    files({ registry }): Record<string, string> {
      return {
        ".yarnrc": `registry "${registry}"\ndisable-self-update-check true\nignore-scripts true\n`,
      };
    },
    env({ registry, state }): NodeJS.ProcessEnv {
      return { YARN_CACHE_FOLDER: state, npm_config_registry: registry };
    },
    install(names): string[] {
      return ["add", "--non-interactive", ...names];
    },
    fetchesAll: true,
  },
  yarn4("yarn 4", "node-modules"),
  {
    ...yarn4("yarn 4 PnP", "pnp"),
    run(file): string[] {
      return ["node", file];
    },
  },
  {
    ...defaults("bun", join("bun", "bin", "bun.exe")),
    tool: "bun@1.4.5",
    isNodeProgram: false,
    files({ registry }): Record<string, string> {
      return { "bunfig.toml": `[install]\nregistry = "${registry}"\n` };
    },
    env({ state }): NodeJS.ProcessEnv {
      return { BUN_INSTALL_CACHE_DIR: state, DO_NOT_TRACK: "1" };
    },
    run(file): string[] {
      return ["run", file];
    },
  },
  {
    ...defaults("deno", join("deno", "bin.cjs")),
    tool: "deno@2.9.6",
    env({ registry, state }): NodeJS.ProcessEnv {
      return { NPM_CONFIG_REGISTRY: registry, DENO_DIR: state, DENO_NO_UPDATE_CHECK: "1" };
    },
    // Deno refuses releases that are less than a day old.
    install(names): string[] {
      const specs = names.map((name) => `npm:${name}`);
      return ["add", "--node-modules-dir=auto", "--minimum-dependency-age=0", ...specs];
    },
    run(file): string[] {
      return ["run", "--allow-all", "--minimum-dependency-age=0", file];
    },
  },
];

export function findPackageManager(id: string): PackageManager {
  const found = packageManagers.find((candidate) => candidate.id === id);
  if (found) return found;
  throw new RangeError(`No package manager ${id}; there are ${packageManagers.map((p) => p.id)}`);
}

function defaults(id: string, program: string): PackageManager {
  return {
    id,
    program,
    tool: null,
    isNodeProgram: true,
    fetchesAll: false,
    install(names): string[] {
      return ["add", ...names];
    },
    files(): Record<string, string> {
      return {};
    },
    env(): NodeJS.ProcessEnv {
      return {};
    },
  };
}

function yarn4(id: string, nodeLinker: string): PackageManager {
  return {
    ...defaults(id, join("@yarnpkg", "cli-dist", "bin", "yarn.js")),
    tool: "@yarnpkg/cli-dist@4.18.1",
    files({ registry }): Record<string, string> {
      const settings = [
        `nodeLinker: ${nodeLinker}`,
        `npmRegistryServer: "${registry}"`,
        'unsafeHttpWhitelist: ["127.0.0.1"]',
        // Yarn refuses releases that are less than a day or so old.
        "npmMinimalAgeGate: 0",
        "enableTelemetry: false",
        "enableScripts: false",
        "enableImmutableInstalls: false",
        // Compressing the cached archives takes longer than everything else.
        "compressionLevel: 0",
        "",
      ];
      // The empty lock file keeps Yarn from looking for a project in the folders above.
      return { "yarn.lock": "", ".yarnrc.yml": settings.join("\n") };
    },
    env({ state }): NodeJS.ProcessEnv {
      return { YARN_GLOBAL_FOLDER: state, YARN_ENABLE_GLOBAL_CACHE: "true" };
    },
  };
}
