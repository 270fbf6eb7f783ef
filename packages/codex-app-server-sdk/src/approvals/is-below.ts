/** Whether a folder is another one or below it, by their names alone. */
export function isBelow(folder: string, above: string): boolean {
  const parts = partsOf(folder);
  const prefix = partsOf(above);
  return isAbsolute(folder) && prefix.every((part, index) => parts[index] === part);
}

/** The names on the way to a folder, once `.` and `..` are resolved. */
function partsOf(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split(isWindows(path) ? /[\\/]/ : "/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || isWindows(path);
}

/** `C:\…` or `\\server\…`. */
function isWindows(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
}
