import { readdir, readFile } from "node:fs/promises";

/** The processes that a process has started, and those that they have started. Linux only. */
export async function listDescendants(root: number): Promise<number[]> {
  const children = await readChildren();
  const found = [...(children.get(root) ?? [])];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/**
 * The memory of a process in MB; 0 when it has ended. Pages that processes share are divided among
 * them, so that the sum over several is what they take together.
 */
export async function readMemory(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return (Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1024) / 1e6;
}

/** The processes by their parent. */
async function readChildren(): Promise<Map<number, number[]>> {
  const pids = (await readdir("/proc")).map(Number).filter(Number.isInteger);
  const children = new Map<number, number[]>();
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // The name before the state may contain anything, closing brackets included.
    const parent = Number(
      stat
        .slice(stat.lastIndexOf(")") + 1)
        .trim()
        .split(" ")[1],
    );
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}
