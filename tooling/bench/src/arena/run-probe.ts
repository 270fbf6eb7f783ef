import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { listDescendants } from "./process-tree.js";

/** A client that does not end by then hangs. */
const usualTimeoutMs = 60_000;

/** A program that does one task with one client, in a process of its own, and prints the result. */
export interface Probe {
  /** The client, for messages. */
  name: string;
  node: string;
  program: string;
  task: object;
  /** The complete environment of the process. */
  env: Record<string, string>;
  /** Gets the id of the process. */
  onStart?(pid: number): void;
  timeoutMs?: number;
}

/**
 * Runs a probe. Rejects when it fails or hangs; then it is killed together with what it started.
 */
export async function runProbe<Result>(probe: Probe): Promise<Result> {
  const { name, node, program, task, env, timeoutMs = usualTimeoutMs } = probe;
  const child = spawn(node, [program, JSON.stringify(task)], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  probe.onStart?.(child.pid ?? 0);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void killTree(child);
  }, timeoutMs);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
  clearTimeout(timer);
  if (isLate) throw new Error(`${name} has hung: it did not end within ${timeoutMs} ms.`);
  if (child.exitCode !== 0) throw new Error(`${name} has failed: ${err.trim().slice(0, 1_000)}`);
  return JSON.parse(out) as Result;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function killTree(child: ChildProcess): Promise<void> {
  const descendants = process.platform === "linux" ? await listDescendants(child.pid ?? 0) : [];
  child.kill("SIGKILL");
  for (const pid of descendants) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
  }
}
