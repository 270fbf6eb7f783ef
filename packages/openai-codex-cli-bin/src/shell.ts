/** Commands for the shell that people have: `sh`, or `cmd` on Windows. */

const isWindows = process.platform === "win32";

/** Writes a path as one word. */
export function quote(path: string): string {
  if (isWindows) return `"${path}"`;
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** Goes to a folder, on another drive too. */
export function goTo(folder: string): string {
  return `${isWindows ? "cd /d" : "cd"} ${quote(folder)}`;
}

/** Removes a folder with all that is in it. */
export function removeFolder(folder: string): string {
  return `${isWindows ? "rmdir /s /q" : "rm -rf"} ${quote(folder)}`;
}

/** Removes files, whether they are there or not. */
export function removeFiles(...files: string[]): string {
  return `${isWindows ? "del" : "rm -f"} ${files.map(quote).join(" ")}`;
}

/** Runs a command with a variable in its environment. */
export function withVariable(name: string, value: string, command: string): string {
  return isWindows ? `set "${name}=${value}" && ${command}` : `${name}=${value} ${command}`;
}
