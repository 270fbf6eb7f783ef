import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./root.mjs";

/**
 * @typedef {object} Manifest the parts of a package.json the bootstrap reads
 * @property {string} name
 * @property {string} [packageManager]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {{ folder: string, manifest: Manifest }} WorkspacePackage
 */

/**
 * The packages that pnpm-workspace.yaml lists, in a fixed order. The root is not one of them.
 * @param {string} [rootFolder]
 * @returns {WorkspacePackage[]}
 */
export function listPackages(rootFolder = root) {
  const patterns = packagePatterns(readFileSync(join(rootFolder, "pnpm-workspace.yaml"), "utf8"));
  return patterns
    .flatMap((pattern) => foldersMatching(rootFolder, pattern))
    .filter((folder) => existsSync(join(folder, "package.json")))
    .map((folder) => ({ folder, manifest: readManifest(folder) }));
}

/**
 * @param {string} folder
 * @returns {Manifest}
 */
export function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/**
 * The `packages` list of a pnpm-workspace.yaml. Uses no YAML parser: nothing is installed yet.
 * @param {string} yaml
 */
export function packagePatterns(yaml) {
  const list = /^packages:\n((?:[ \t]+-.*\n|[ \t]*#.*\n)+)/m.exec(`${yaml.replaceAll("\r", "")}\n`);
  return (list?.[1] ?? "")
    .split("\n")
    .map((line) => /^\s*-\s*["']?([^"'#\s]+)/.exec(line)?.[1])
    .filter((pattern) => pattern !== undefined);
}

/**
 * @param {string} rootFolder
 * @param {string} pattern a folder, or a folder and `/*`
 */
function foldersMatching(rootFolder, pattern) {
  if (!pattern.endsWith("/*")) {
    return [join(rootFolder, pattern)];
  }
  const parent = join(rootFolder, dirname(pattern));
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .sort();
}
