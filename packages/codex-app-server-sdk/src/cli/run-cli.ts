import { CommanderError } from "commander";
import { describeError } from "../errors/error-text.js";
import { isCodexError } from "../index.js";
import { CliError, exitCodes } from "./commands/cli-error.js";
import type { CommandContext } from "./commands/command-context.js";
import { createProgram } from "./create-program.js";
import { flush } from "./flush.js";
import { Interruption } from "./interruption.js";

/** Runs one command line and resolves with its exit code. Never rejects. */
export async function runCli(args: readonly string[], context: CommandContext): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = createProgram(context, async (start) => {
    exitCode = await start(context);
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!context.signal.aborted) return report(error, context);
  }
  await flush(context.stdout);
  return context.signal.aborted ? report(context.signal.reason, context) : exitCode;
}

/** Tells the user of what was thrown, without a stack, and returns the exit code. */
function report(error: unknown, { stderr }: CommandContext): number {
  // Commander has told the user already. It throws after `--help` too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof Interruption) {
    if (!error.isSilent) stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CliError) {
    stderr.write(`error: ${error.message}\n`);
    return error.exitCode;
  }
  stderr.write(`error: ${isExpected(error) ? error.message : faultOf(error)}\n`);
  return exitCodes.failure;
}

/** Whether Codex, or the operating system, refuses something. */
function isExpected(error: unknown): error is Error {
  return isCodexError(error) || (error instanceof Error && "syscall" in error);
}

function faultOf(error: unknown): string {
  return `fault of this program: ${describeError(error)}`;
}
