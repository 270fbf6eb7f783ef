import { readFileSync, realpathSync } from "node:fs";

/**
 * The mount point of the file system that a file is on, if nothing on it may be executed (Linux).
 */
export function findNoexecMount(path: string): string | undefined {
  try {
    const table = readFileSync("/proc/self/mountinfo", "utf8");
    const mount = mountOf(realpathSync(path), table);
    return mount?.options.includes("noexec") ? mount.point : undefined;
  } catch {
    // Other systems have no such table.
    return undefined;
  }
}

interface Mount {
  point: string;
  options: string[];
}

/** The innermost mount that holds a path; of several at one point the last hides the others. */
function mountOf(path: string, table: string): Mount | undefined {
  let innermost: Mount | undefined;
  for (const line of table.trim().split("\n")) {
    const [, , , , point = "", options = ""] = line.split(" ");
    const mount = { point: decodeOctal(point), options: options.split(",") };
    if (!holds(mount.point, path)) continue;
    if (innermost === undefined || mount.point.length >= innermost.point.length) innermost = mount;
  }
  return innermost;
}

function holds(point: string, path: string): boolean {
  return point === "/" || path === point || path.startsWith(`${point}/`);
}

/** Spaces and the like are written as octal numbers. */
function decodeOctal(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}
