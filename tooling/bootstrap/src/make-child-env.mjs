import { delimiter } from "node:path";

/** The npm settings that a child needs to reach the user's registry. All others are removed. */
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
 * The environment for child processes. Variables that npm sets for its scripts are removed, so that
 * npx, pnpm and the tests behave as if started by hand. `folders` come first on the PATH.
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
 * Whether it is the PATH; Windows spells it `Path`.
 * @param {string} name
 */
function isPath(name) {
  return name.toUpperCase() === "PATH";
}
