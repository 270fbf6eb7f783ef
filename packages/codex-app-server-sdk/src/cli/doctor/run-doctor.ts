import { exitCodes } from "../commands/cli-error.js";
import type { CommandContext } from "../commands/command-context.js";
import type { CheckResult } from "./check.js";
import { checks } from "./checks.js";
import { runChecks } from "./run-checks.js";

/** Checks this machine and prints what is found. Resolves with the exit code. */
export async function runDoctor(
  { json }: { json: boolean },
  { env, cwd, signal, stdout }: CommandContext,
): Promise<number> {
  const context = { env, cwd, signal, os: process.platform, cpu: process.arch };
  const results: CheckResult[] = [];
  for await (const result of runChecks(checks, context)) {
    results.push(result);
    if (!json) stdout.write(linesOf(result));
  }
  const ok = results.every((result) => result.ok);
  if (json) stdout.write(`${JSON.stringify({ ok, checks: results }, null, 2)}\n`);
  return ok ? exitCodes.ok : exitCodes.failure;
}

function linesOf({ name, ok, message, fix }: CheckResult): string {
  const line = `${ok ? "ok  " : "FAIL"} ${name}: ${message}\n`;
  return fix === undefined ? line : `${line}     fix: ${fix}\n`;
}
