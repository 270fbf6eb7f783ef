import { readdirSync, readFileSync } from "node:fs";

/**
 * The ids of the processes that run in this CODEX_HOME: an app-server and all that it has started.
 * Only Linux tells; none elsewhere.
 */
export function processesOf(codexHome: string): number[] {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").map(Number).filter(Number.isInteger);
  return pids.filter((pid) =>
    readOf(pid, "environ").split("\0").includes(`CODEX_HOME=${codexHome}`),
  );
}

/** The memory of a process, in bytes; 0 when it has ended, and where nobody tells. */
export function memoryOf(pid: number): number {
  const [, kilobytes = "0"] = /^VmRSS:\s+(\d+) kB/m.exec(readOf(pid, "status")) ?? [];
  return Number(kilobytes) * 1024;
}

/** What it is, in which state, and what it waits for. */
export function describeProcess(pid: number): string {
  const [, state = "ended"] = /^State:\s+(.*)/m.exec(readOf(pid, "status")) ?? [];
  const command = readOf(pid, "cmdline").split("\0").join(" ").trim();
  return `${pid} (${state}, ${readOf(pid, "wchan")}): ${command}`;
}

/** Nothing of one that has ended, also when its parent has not noticed yet. */
function readOf(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
