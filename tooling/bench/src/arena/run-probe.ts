import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { ProbeResult, ProbeTask } from "../probe/probe-task.js";
import { listDescendants } from "./process-tree.js";

/** A client that does not end by then hangs. */
const timeoutMs = 60_000;

export interface ProbeProgram {
  node: string;
  probe: string;
}

/** Runs a task in a process of its own; `onStart` gets its id. Leaves no process behind. */
export async function runProbe(
  { node, probe }: ProbeProgram,
  task: ProbeTask,
  onStart: (pid: number) => void,
): Promise<ProbeResult> {
  const { env } = task.settings;
  const child = spawn(node, [probe, JSON.stringify(task)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onStart(child.pid ?? 0);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void killTree(child);
  }, timeoutMs);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended(child),
  ]);
  clearTimeout(timer);
  if (isLate) throw new Error(`${task.contestant} has hung: nothing after ${timeoutMs} ms.`);
  if (stdout === "") throw new Error(`${task.contestant} has failed: ${stderr.slice(-2_000)}`);
  return JSON.parse(stdout) as ProbeResult;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function killTree(child: ChildProcess): Promise<void> {
  const pid = child.pid ?? 0;
  const descendants = process.platform === "linux" ? await listDescendants(pid) : [];
  child.kill("SIGKILL");
  for (const descendant of descendants) {
    try {
      process.kill(descendant, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}
