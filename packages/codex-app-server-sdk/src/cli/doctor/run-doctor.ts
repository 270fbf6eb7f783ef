import { exitCodes } from "../commands/cli-error.js";
import type { CommandContext } from "../commands/command-context.js";
import type { CheckResult, Machine } from "./check.js";
import { checks } from "./checks.js";
import { runChecks } from "./run-checks.js";
import { secretRemover } from "./secret-remover.js";

const thisMachine: Machine = { os: process.platform, cpu: process.arch, stepMs: 15_000 };

/** Checks this machine and prints what is found. Resolves with the exit code. */
export async function runDoctor(
  { json }: { json: boolean },
  { env, cwd, signal, stdout }: CommandContext,
  machine: Machine = thisMachine,
): Promise<number> {
  const withoutSecrets = await secretRemover({ env });
  const results: CheckResult[] = [];
  for await (const found of runChecks(checks, { env, cwd, signal, ...machine })) {
    const result = withoutSecrets(found);
    results.push(result);
    if (!json) stdout.write(formatResult(result));
  }
  const ok = results.every((result) => result.ok);
  if (json) stdout.write(`${JSON.stringify({ ok, checks: results }, null, 2)}\n`);
  return ok ? exitCodes.ok : exitCodes.failure;
}

function formatResult({ name, ok, message, fix }: CheckResult): string {
  const lines = [message, ...(fix === undefined ? [] : [`fix: ${fix}`])].join("\n");
  return `${ok ? "ok" : "not ok"}  ${name}: ${lines.replaceAll("\n", "\n    ")}\n`;
}
