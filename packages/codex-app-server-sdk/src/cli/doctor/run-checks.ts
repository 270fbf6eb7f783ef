import { throwIfAborted } from "../../async/throw-if-aborted.js";
import type { Check, CheckContext, CheckResult } from "./check.js";

/**
 * Runs checks one after the other and yields each result as it is known. A check that needs one
 * that has failed is not run; that says why.
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
  { name, needs, run }: Check,
  context: CheckContext,
  failed: ReadonlySet<string>,
): Promise<CheckResult> {
  const missing = needs.filter((needed) => failed.has(needed));
  if (missing.length > 0) {
    const first = missing.join(" and ");
    return { name, ok: false, message: `not checked, because ${first} failed` };
  }
  return { name, ...(await run(context)) };
}
