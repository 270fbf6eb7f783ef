import { existsSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";

/**
 * How to start npx: run its JavaScript with this Node, because Node can't spawn `npx.cmd` without a
 * shell. Looks beside the npm that started this process, beside Node, then beside the npm on the
 * PATH.
 * @param {{ env?: NodeJS.ProcessEnv, execPath?: string }} [options]
 * @returns {string[]} command and first arguments
 */
export function findNpx({ env = process.env, execPath = process.execPath } = {}) {
  const script = candidates(env, execPath).find((path) => existsSync(path));
  if (!script) {
    throw new Error(
      `npx was not found beside ${execPath} nor on the PATH. It comes with npm: install npm, or run \`npm test\` with the npm of this Node.`,
    );
  }
  return [execPath, script];
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} execPath
 */
function candidates(env, execPath) {
  const startedBy = env.npm_execpath ?? "";
  const nodeFolder = dirname(execPath);
  return [
    ...(basename(startedBy) === "npm-cli.js" ? [join(dirname(startedBy), "npx-cli.js")] : []),
    join(nodeFolder, "node_modules", "npm", "bin", "npx-cli.js"),
    join(nodeFolder, "..", "lib", "node_modules", "npm", "bin", "npx-cli.js"),
    ...npmOnPath(env.PATH ?? env.Path ?? ""),
  ];
}

/** @param {string} path */
function npmOnPath(path) {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "" && existsSync(join(folder, "npm")))
    .flatMap((folder) => [
      join(dirname(realpathSync(join(folder, "npm"))), "npx-cli.js"),
      join(folder, "node_modules", "npm", "bin", "npx-cli.js"),
    ]);
}
