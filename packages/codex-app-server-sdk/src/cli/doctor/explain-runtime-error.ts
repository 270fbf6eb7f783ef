import type { Verdict } from "./check.js";

/** What an error of the runtime package says. Undefined for any other error. */
export function explainRuntimeError(error: unknown): Verdict | undefined {
  if (!(error instanceof Error) || !("summary" in error) || !("fix" in error)) return undefined;
  return { ok: false, message: String(error.summary), fix: String(error.fix) };
}
