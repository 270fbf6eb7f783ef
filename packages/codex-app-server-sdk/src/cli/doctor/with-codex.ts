import { abortable } from "../../async/abortable.js";
import { Codex } from "../../index.js";
import type { CheckContext } from "./check.js";
import { locateCodex } from "./locate-codex.js";

/** Starts a server as a user's program would, and ends it whatever happens. */
export async function withCodex<T>(
  context: CheckContext,
  use: (codex: Codex) => Promise<T>,
): Promise<T> {
  const { env, cwd, signal, stepMs } = context;
  const codexPath = await locateCodex(context);
  const timeouts = { startMs: stepMs, requestMs: stepMs, closeMs: closeMsOf(stepMs) };
  const codex = new Codex({ codexPath, env, inheritEnv: false, cwd, timeouts, logger: false });
  try {
    return await abortable(use(codex), signal);
  } finally {
    await codex.close();
  }
}

/** A server that is broken is not waited for long. */
export function closeMsOf(stepMs: number): number {
  return Math.min(stepMs, 1_000);
}
