import { delimiter } from "node:path";

/**
 * What a child needs to reach the registry the user chose; every other npm setting is npm's own.
 */
const keptSettings = new Set([
  "registry",
  "cafile",
  "cache",
  "userconfig",
  "proxy",
  "https_proxy",
  "noproxy",
]);

/**
 * The environment of the bootstrap's children: what npm exported to its script is removed, so that
 * npx, pnpm and the tests act as if started by hand, and `folders` come first on the PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} folders
 * @returns {NodeJS.ProcessEnv}
 */
export function makeChildEnv(env, folders) {
  const kept = Object.entries(env).filter(([name]) => !isNpmPrivate(name) && !isPath(name));
  const path = Object.entries(env).find(([name]) => isPath(name))?.[1];
  return {
    ...Object.fromEntries(kept),
    PATH: [...folders, ...(path ? [path] : [])].join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    DO_NOT_TRACK: "1",
  };
}

/** @param {string} name */
function isNpmPrivate(name) {
  const lower = name.toLowerCase();
  if (!lower.startsWith("npm_")) {
    return false;
  }
  const setting = lower.replace(/^npm_config_/, "").replaceAll("-", "_");
  return !lower.startsWith("npm_config_") || !keptSettings.has(setting);
}

/**
 * Windows spells it `Path`.
 * @param {string} name
 */
function isPath(name) {
  return name.toUpperCase() === "PATH";
}
