import { join } from "node:path";
import type { InstallPlace } from "../package-managers.js";

/** How a package manager installs for a user instead of a project. */
export interface GlobalInstall {
  manager: string;
  install: readonly string[];
  /** Where it is told to keep what it installs. */
  env(place: InstallPlace): NodeJS.ProcessEnv;
  /** Settings that it takes from files in the project. */
  files?(place: InstallPlace): Record<string, string>;
  /** The folder that holds `node_modules`. */
  folder(place: InstallPlace): string;
}

const sdk = "codex-app-server-sdk";
/** A platform with another operating system than this machine's. */
const [os, cpu] = process.platform === "linux" ? ["darwin", "arm64"] : ["linux", "x64"];

export const globalInstalls: readonly GlobalInstall[] = [
  {
    manager: "npm",
    // It installs optional dependencies globally whatever --omit says.
    install: ["install", "--global", `--os=${os}`, `--cpu=${cpu}`, sdk],
    env: ({ state }) => ({ npm_config_prefix: join(state, "prefix") }),
    folder: ({ state }) => join(state, "prefix", "lib"),
  },
  {
    manager: "pnpm",
    install: ["add", "--global", "--no-optional", sdk],
    env: ({ state }) => {
      const home = join(state, "pnpm");
      return { PNPM_HOME: home, PATH: `${home}:${process.env.PATH}` };
    },
    folder: ({ state }) => join(state, "pnpm", "global", "5"),
  },
  {
    manager: "yarn 1",
    install: ["global", "add", "--ignore-optional", "--non-interactive", sdk],
    env: () => ({}),
    files: ({ registry, state }) => ({
      ".yarnrc": `registry "${registry}"\nglobal-folder "${state}/global"\nprefix "${state}/prefix"\n`,
    }),
    folder: ({ state }) => join(state, "global"),
  },
  {
    manager: "bun",
    install: ["add", "--global", "--omit=optional", sdk],
    env: ({ state, registry }) => ({
      BUN_INSTALL: join(state, "bun"),
      npm_config_registry: registry,
    }),
    folder: ({ state }) => join(state, "bun", "install", "global"),
  },
];
