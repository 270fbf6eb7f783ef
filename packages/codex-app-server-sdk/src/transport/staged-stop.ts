import type { ChildProcess } from "node:child_process";

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
  child.stdin?.end();
  if (await within(stepMs, ended)) return;
  child.kill("SIGTERM");
  if (await within(stepMs, ended)) return;
  child.kill("SIGKILL");
  await within(Math.max(stepMs, killMs), ended);
}

/** Whether `promise` resolves within `ms`. */
export function within(ms: number, promise: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms, false);
    void promise.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
