import type { ChildProcess } from "node:child_process";
import { settlesWithin } from "../async/settles-within.js";

/**
 * How long to wait after SIGKILL at least. No process can ignore it; anything slower is up to the
 * operating system.
 */
const killMs = 5_000;

/**
 * Ends stdin, then sends SIGTERM, then SIGKILL, waiting `stepMs` after each step; with 0 it waits
 * for the end of the process, however long that takes. A process that still reads its stdin gets
 * everything that was written. Never rejects.
 */
export async function stopInStages(
  child: ChildProcess,
  ended: Promise<void>,
  stepMs: number,
): Promise<void> {
  child.stdin?.end();
  if (await settlesWithin(ended, stepMs)) return;
  child.kill("SIGTERM");
  if (await settlesWithin(ended, stepMs)) return;
  child.kill("SIGKILL");
  await settlesWithin(ended, Math.max(stepMs, killMs));
}
