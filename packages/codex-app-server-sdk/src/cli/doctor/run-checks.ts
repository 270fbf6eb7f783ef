import { startTimer } from "../../async/start-timer.js";
import { throwIfAborted } from "../../async/throw-if-aborted.js";
import { within } from "../../async/within.js";
import { messageOf } from "../../errors/error-text.js";
import type { Check, CheckContext, CheckResult, Verdict } from "./check.js";

/** How many steps of a program or server a check may take in all. */
const maxSteps = 4;

/** How long a check may take to end what it has started. */
const graceMs = 5_000;

/**
 * Runs checks one after the other and yields each result as it is known. A check that needs one
 * that has failed is not run; its result says so. Rejects with the signal's reason when it aborts.
 */
export async function* runChecks(
  checks: readonly Check[],
  context: CheckContext,
): AsyncGenerator<CheckResult> {
  const failed = new Set<string>();
  for (const check of checks) {
    throwIfAborted(context.signal);
    const result = await resultOf(check, context, failed);
    if (!result.ok) failed.add(check.name);
    yield result;
  }
}

async function resultOf(
  check: Check,
  context: CheckContext,
  failed: ReadonlySet<string>,
): Promise<CheckResult> {
  const { name, needs } = check;
  const missing = needs.filter((needed) => failed.has(needed));
  if (missing.length > 0) {
    return { name, ok: false, message: `not checked, because of: ${missing.join(", ")}` };
  }
  try {
    return { name, ...(await runBounded(check, context)) };
  } catch (error) {
    throwIfAborted(context.signal);
    return { name, ok: false, message: messageOf(error), fix: "mend what is named there" };
  }
}

/** Aborts a check that takes too long, and leaves it alone if that does not end it. */
async function runBounded(check: Check, context: CheckContext): Promise<Verdict> {
  const limitMs = context.stepMs * maxSteps;
  const late = new AbortController();
  const reason = new Error(`This took longer than ${limitMs} ms.`);
  const timer = startTimer(() => late.abort(reason), limitMs);
  const signal = AbortSignal.any([context.signal, late.signal]);
  try {
    const running = check.run({ ...context, signal });
    return await within(running, { ms: limitMs + graceMs, late: () => Promise.reject(reason) });
  } finally {
    clearTimeout(timer);
  }
}
