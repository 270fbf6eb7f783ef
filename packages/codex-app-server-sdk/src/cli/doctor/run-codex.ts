import type { CheckContext } from "./check.js";
import { locateCodex } from "./locate-codex.js";
import { type ProgramOptions, type ProgramResult, runProgram } from "./run-program.js";

/** Runs a command of the Codex binary in the user's own environment, unless another is given. */
export async function runCodex(
  args: readonly string[],
  context: CheckContext,
  options: Partial<Pick<ProgramOptions, "env" | "cwd">> = {},
): Promise<ProgramResult> {
  const { env, cwd, signal, stepMs: limitMs } = context;
  const path = await locateCodex(context);
  return runProgram([path, ...args], { env, cwd, signal, limitMs, ...options });
}
