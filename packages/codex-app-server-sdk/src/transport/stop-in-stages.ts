import type { ChildProcess } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";

/**
 * How long to wait after SIGKILL at least. No process can ignore it; anything slower is up to the
 * operating system.
 */
const killMs = 5_000;

/**
 * Ends stdin, then sends SIGTERM, then SIGKILL, waiting `stepMs` after each step. A process that
 * still reads its stdin gets everything that was written. Never rejects, and the wait is bounded.
 */
export async function stopInStages(
  child: ChildProcess,
  ended: Promise<void>,
  stepMs: number,
): Promise<void> {
  const step = Math.max(stepMs, 1); // for `settlesWithin` 0 would mean no limit
  child.stdin?.end();
  if (await settlesWithin(ended, step)) return;
  child.kill("SIGTERM");
  if (await settlesWithin(ended, step)) return;
  child.kill("SIGKILL");
  await settlesWithin(ended, Math.max(stepMs, killMs));
}
