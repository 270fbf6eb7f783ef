import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { type PackageManagerName, packageManagers } from "./package-managers.js";

/** Where packages were installed, and by what. */
export type InstallSite =
  | {
      kind: "project";
      folder: string;
      manager: PackageManagerName;
      /** Its name; null if there is none. */
      lockFile: string | null;
    }
  /** `npm install --global` of a package, below this prefix. */
  | { kind: "global"; prefix: string; spec: string }
  /** Files that were put there without a package manager: a bundle, a copy, a traced app. */
  | { kind: "deployed"; folder: string };

/**
 * Finds out how the code in these files was installed. It looks at where they are and not at the
 * working folder, which may be that of an unrelated project.
 */
export function findInstallSite(files: readonly string[]): InstallSite {
  for (const file of files) {
    const site = projectOf(file) ?? globalSite(file);
    if (site) return site;
  }
  return deployedSite(files);
}

/** The site of files that no package manager has installed where they are. */
export function deployedSite(files: readonly string[]): InstallSite {
  return { kind: "deployed", folder: appFolder(files[0] ?? process.execPath) };
}

/** The folder of the deployed app that a file belongs to: the nearest one with packages, if any. */
function appFolder(file: string): string {
  const withPackages = foldersAbove(file).find((folder) =>
    existsSync(join(folder, "node_modules")),
  );
  return withPackages ?? dirname(file);
}

function projectOf(file: string): InstallSite | undefined {
  for (const folder of foldersAbove(file)) {
    if (folder.split(/[\\/]/).includes("node_modules")) continue; // an installed package
    const manager = managerOf(folder);
    if (manager === undefined) continue;
    const lockFile = lockFileOf(folder, manager);
    if (file.startsWith(join(folder, "node_modules") + sep) || isNamedIn(folder)) {
      return { kind: "project", folder, manager, lockFile };
    }
  }
  return undefined;
}

function foldersAbove(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [] : [folder, ...foldersAbove(folder)];
}

function managerOf(folder: string): PackageManagerName | undefined {
  const names = Object.keys(packageManagers) as PackageManagerName[];
  const has = (files: readonly string[]): boolean =>
    files.some((name) => existsSync(join(folder, name)));
  const found =
    names.find((name) => has(packageManagers[name].marks)) ??
    names.find((name) => has(packageManagers[name].lockFiles));
  return found === "yarn 1" && existsSync(join(folder, ".yarnrc.yml")) ? "yarn" : found;
}

function lockFileOf(folder: string, manager: PackageManagerName): string | null {
  const { lockFiles } = packageManagers[manager === "yarn" ? "yarn 1" : manager];
  return lockFiles.find((name) => existsSync(join(folder, name))) ?? null;
}

/** Whether this is the project of a bundle, and not just one that lies above it. */
function isNamedIn(folder: string): boolean {
  const lockFiles = Object.values(packageManagers).flatMap((manager) => manager.lockFiles);
  return lockFiles.some((name) => readIfThere(join(folder, name)).includes("openai-codex-cli-bin"));
}

/** A global install of npm has no project: its packages are in `lib`, beside npm on Windows. */
function globalSite(file: string): InstallSite | undefined {
  const [, root = "", packageName] =
    /^(.*?)[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file) ?? [];
  if (packageName === undefined) return undefined;
  const isUnixStyle = basename(root) === "lib";
  if (!isUnixStyle && !existsSync(join(root, "node_modules", "npm"))) return undefined;
  const manifest = readIfThere(join(root, "node_modules", packageName, "package.json"));
  const version = /"version":\s*"([^"]+)"/.exec(manifest)?.[1] ?? "latest";
  const spec = `${packageName.replace("\\", "/")}@${version}`;
  return { kind: "global", prefix: isUnixStyle ? dirname(root) : root, spec };
}

/** The text of a file; empty when it can't be read, which only makes messages less specific. */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
