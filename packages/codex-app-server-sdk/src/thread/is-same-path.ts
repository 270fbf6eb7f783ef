/**
 * Whether two paths of the server name the same folder, as far as that can be told: a relative one
 * counts from a folder that only the server knows, so that it may be the same.
 */
export function isSamePath(asked: string, answered: string): boolean {
  if (!isAbsolute(asked)) return true;
  return normalized(asked) === normalized(answered);
}

/** The server may run on another platform than this client. */
function isAbsolute(path: string): boolean {
  return path.startsWith("/") || isOfWindows(path);
}

function isOfWindows(path: string): boolean {
  return /^([a-z]:[\\/]|\\\\)/i.test(path);
}

function normalized(path: string): string {
  const isWindows = isOfWindows(path);
  const steps: string[] = [];
  for (const step of path.split(isWindows ? /[\\/]/ : "/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  const joined = steps.join("/");
  return isWindows ? joined.toLowerCase() : joined;
}
