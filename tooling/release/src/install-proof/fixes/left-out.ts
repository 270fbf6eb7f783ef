import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Project } from "../project.js";

/** A way in which the package of this machine's platform is left out. */
export interface LeftOut {
  name: string;
  manager: string;
  /** Text to add to files of the project. */
  settings?: Readonly<Record<string, string>>;
  install: readonly string[];
  /** A part of the message. */
  reason: RegExp;
  /** Does what `fix` asks for before its command. */
  change?(project: Project): Promise<void>;
}

const sdk = "codex-app-server-sdk";
/** A platform with another operating system than this machine's. */
const [os, cpu] = process.platform === "linux" ? ["darwin", "arm64"] : ["linux", "x64"];
const architectures = `supportedArchitectures:\n  os: [${os}]\n  cpu: [${cpu}]\n`;

const byOption = /left out with --omit=optional/;
const elsewhere = /was installed on, or copied from, /;

/** By package manager: by an option, by configuration, by the platforms that are asked for. */
export const waysToLeaveOut: readonly LeftOut[] = [
  {
    name: "npm install --omit=optional",
    manager: "npm",
    install: ["install", "--omit=optional", sdk],
    reason: byOption,
  },
  {
    name: "omit=optional in .npmrc",
    manager: "npm",
    settings: { ".npmrc": "omit=optional\n" },
    install: ["install", sdk],
    reason: byOption,
  },
  {
    name: "npm install --os --cpu",
    manager: "npm",
    install: ["install", `--os=${os}`, `--cpu=${cpu}`, sdk],
    reason: elsewhere,
  },
  {
    name: "os and cpu in .npmrc",
    manager: "npm",
    settings: { ".npmrc": `os=${os}\ncpu=${cpu}\n` },
    install: ["install", sdk],
    reason: elsewhere,
  },
  {
    name: "pnpm add --no-optional",
    manager: "pnpm",
    install: ["add", "--no-optional", sdk],
    reason: byOption,
  },
  {
    name: "optional=false in .npmrc for pnpm",
    manager: "pnpm",
    settings: { ".npmrc": "optional=false\n" },
    install: ["add", sdk],
    reason: byOption,
  },
  {
    name: "optional: false in pnpm-workspace.yaml",
    manager: "pnpm",
    settings: { "pnpm-workspace.yaml": "optional: false\n" },
    install: ["add", sdk],
    reason: byOption,
  },
  {
    name: "ignoredOptionalDependencies of pnpm",
    manager: "pnpm",
    settings: {
      "pnpm-workspace.yaml": "ignoredOptionalDependencies:\n  - openai-codex-cli-bin-*\n",
    },
    install: ["add", sdk],
    reason: /left out by ignoredOptionalDependencies/,
    change: replacing("pnpm-workspace.yaml", /ignoredOptionalDependencies:\n.*\n/, ""),
  },
  {
    name: "supportedArchitectures of pnpm",
    manager: "pnpm",
    settings: { "pnpm-workspace.yaml": architectures },
    install: ["add", sdk],
    reason: /left out by supportedArchitectures/,
    change: replacing("pnpm-workspace.yaml", /\]/g, ", current]"),
  },
  {
    name: "yarn add --ignore-optional",
    manager: "yarn 1",
    install: ["add", "--non-interactive", "--ignore-optional", sdk],
    reason: byOption,
  },
  {
    name: "ignore-optional in .yarnrc",
    manager: "yarn 1",
    settings: { ".yarnrc": "--install.ignore-optional true\n--add.ignore-optional true\n" },
    install: ["add", "--non-interactive", sdk],
    reason: /left out by ignore-optional/,
    change: replacing(".yarnrc", /^.*ignore-optional.*$/gm, ""),
  },
  ...["yarn 4", "yarn 4 PnP"].map((manager) => ({
    name: `supportedArchitectures of ${manager}`,
    manager,
    settings: { ".yarnrc.yml": architectures },
    install: ["add", sdk],
    reason: /left out by supportedArchitectures/,
    change: replacing(".yarnrc.yml", /(os|cpu): \[(\w+)\]/g, "$1: [$2, current]"),
  })),
  {
    name: "bun add --omit=optional",
    manager: "bun",
    install: ["add", "--omit=optional", sdk],
    reason: byOption,
  },
  {
    name: "optional = false in bunfig.toml",
    manager: "bun",
    settings: { "bunfig.toml": "optional = false\n" },
    install: ["add", sdk],
    reason: /left out by optional = false/,
    change: replacing("bunfig.toml", "optional = false", "optional = true"),
  },
];

function replacing(
  file: string,
  pattern: RegExp | string,
  replacement: string,
): (project: Project) => Promise<void> {
  return async ({ place }): Promise<void> => {
    const path = join(place.project, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(pattern, replacement));
  };
}
