import { dirname, join } from "node:path";
import { type InstallSite, readIfThere } from "./install-site.js";
import type { PackageManagerName } from "./package-managers.js";

/** A setting of a package manager that leaves a platform package out, and no option overrides. */
export interface ExcludingSetting {
  /** For "it was left out by …". */
  name: string;
  /** What to change by hand. */
  change: string;
  /** An option that the install needs afterwards. */
  option?: string;
}

interface SettingRule {
  files: readonly string[];
  pattern: RegExp;
  name: string;
  change(file: string): string;
}

const architectures = {
  pattern: /supportedArchitectures/,
  name: "supportedArchitectures",
  change: (file: string): string =>
    `add "current" to os and cpu of supportedArchitectures in ${file}`,
};

const rules: Partial<Record<PackageManagerName, SettingRule>> = {
  pnpm: { ...architectures, files: ["pnpm-workspace.yaml", "package.json"] },
  yarn: { ...architectures, files: [".yarnrc.yml"] },
  "yarn 1": {
    files: [".yarnrc"],
    pattern: /ignore-optional/,
    name: "ignore-optional",
    change: (file) => `remove the lines with ignore-optional from ${file}`,
  },
  bun: {
    files: ["bunfig.toml", ".bunfig.toml"],
    pattern: /^\s*optional\s*=\s*false/m,
    name: "optional = false",
    change: (file) => `set optional = true in ${file}`,
  },
};

/** Finds the setting that leaves a package out of a project, if there is one. */
export function findExcludingSetting(
  site: InstallSite,
  { packageName, home }: { packageName: string; home: string | undefined },
): ExcludingSetting | undefined {
  if (site.kind !== "project") return undefined;
  if (site.manager === "pnpm" && isIgnored(site.folder, packageName)) return ignoredSetting;
  const rule = rules[site.manager];
  if (!rule) return undefined;
  const places = [...foldersUpFrom(site.folder), ...(home ? [home] : [])];
  const file = places
    .flatMap((folder) => rule.files.map((name) => join(folder, name)))
    .find((path) => rule.pattern.test(readIfThere(path)));
  return file === undefined ? undefined : { name: rule.name, change: rule.change(file) };
}

const ignoredSetting: ExcludingSetting = {
  name: "ignoredOptionalDependencies",
  change:
    "take openai-codex-cli-bin-* out of ignoredOptionalDependencies (pnpm-workspace.yaml, or pnpm in package.json)",
  option: "--no-frozen-lockfile",
};

/** pnpm repeats the setting in its lock file. */
function isIgnored(folder: string, packageName: string): boolean {
  const lock = readIfThere(join(folder, "pnpm-lock.yaml"));
  const [, list = ""] = /^ignoredOptionalDependencies:\r?\n((?: +- .*\r?\n)+)/m.exec(lock) ?? [];
  const patterns = list.split("\n").map((line) => line.replace(/^ +- |['"\r]/g, ""));
  return patterns.some((pattern) => pattern !== "" && matches(packageName, pattern));
}

function matches(name: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (!name.startsWith(first)) return false;
  if (rest.length === 0) return name === first;
  let position = first.length;
  for (const part of rest) {
    position = name.indexOf(part, position);
    if (position < 0) return false;
    position += part.length;
  }
  return pattern.endsWith("*") || position === name.length;
}

function foldersUpFrom(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpFrom(parent)];
}
