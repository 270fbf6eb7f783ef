import type { ChildProcess } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";

/** SIGKILL can't be refused; what it takes longer than this is the system's doing. */
const killMs = 5_000;

/**
 * Ends stdin, then SIGTERM, then SIGKILL, with `stepMs` between the steps. What was written still
 * leaves, as long as the process reads. Never rejects, and never waits without bound.
 */
export async function stopInStages(
  child: ChildProcess,
  ended: Promise<void>,
  stepMs: number,
): Promise<void> {
  const step = Math.max(stepMs, 1); // a step of 0 is over at once, not never
  child.stdin?.end();
  if (await settlesWithin(ended, step)) return;
  child.kill("SIGTERM");
  if (await settlesWithin(ended, step)) return;
  child.kill("SIGKILL");
  await settlesWithin(ended, Math.max(stepMs, killMs));
}
