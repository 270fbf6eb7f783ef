import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ToolError } from "./tool-error.js";

export interface NpmLookup {
  env?: NodeJS.ProcessEnv;
  /** The Node that runs npm, and beside which it is looked for first. */
  execPath?: string;
}

/**
 * The command that starts npm with this Node and without a shell: the npm that came with Node,
 * otherwise the first on the PATH. Folders of dependencies are left out: the tools run with
 * `node_modules/.bin` in front, and what lies there must not handle the credentials.
 */
export function findNpmCommand({
  env = process.env,
  execPath = process.execPath,
}: NpmLookup = {}): [command: string, script: string] {
  const script = [...besideNode(execPath), ...onPath(env)].find((path) => existsSync(path));
  if (script !== undefined) return [execPath, script];
  throw new ToolError("usage", `npm was found neither beside ${execPath} nor on the PATH`);
}

const cli = ["npm", "bin", "npm-cli.js"];

function besideNode(execPath: string): string[] {
  const folder = dirname(execPath);
  return [join(folder, "node_modules", ...cli), join(folder, "..", "lib", "node_modules", ...cli)];
}

function onPath(env: NodeJS.ProcessEnv): string[] {
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === "PATH")?.[1] ?? "";
  const folders = path.split(delimiter).filter((folder) => !/[\\/]node_modules[\\/]/.test(folder));
  return folders
    .filter((folder) => folder !== "" && existsSync(join(folder, "npm")))
    .flatMap((folder) => [
      join(dirname(realpathSync(join(folder, "npm"))), "npm-cli.js"),
      join(folder, "node_modules", ...cli),
    ]);
}
