import { dirname, join, relative, sep } from "node:path";
import { quote } from "./shell.js";

/** The command that makes files executable. Many are named from the folder that they share. */
export function chmodCommand(paths: readonly [string, ...string[]]): string {
  const [first] = paths;
  if (paths.length === 1) return `chmod 755 ${quote(first)}`;
  const folder = sharedFolder(paths);
  const names = paths.map((path) => quote(relative(folder, path)));
  return `cd ${quote(folder)} && chmod 755 ${names.join(" ")}`;
}

function sharedFolder([first, ...others]: readonly [string, ...string[]]): string {
  let folder = dirname(first);
  while (!others.every((path) => path.startsWith(join(folder, sep)))) folder = dirname(folder);
  return folder;
}
