import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * The command that starts npm without a shell. On Windows `npm` is a script that only a shell can
 * start, so npm's JavaScript file is looked up beside `node` and in the folders of PATH.
 */
export function findNpmCommand(
  env: NodeJS.ProcessEnv = process.env,
): [command: string, ...string[]] {
  if (process.platform !== "win32") return ["npm"];
  const folders = [join(process.execPath, ".."), ...(env.PATH ?? "").split(delimiter)];
  const programs = folders.map((folder) =>
    join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
  );
  const program = programs.find((candidate) => existsSync(candidate));
  return program ? [process.execPath, program] : ["npm"];
}
