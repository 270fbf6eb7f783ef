import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import type { CommandContext } from "../../src/cli/commands/command-context.js";
import { runCli } from "../../src/cli/run-cli.js";

/** How a command line ended. */
export interface CommandLineResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a command line in this process. It sees no environment but the given one. */
export async function runCommandLine(
  args: readonly string[],
  options: Partial<Pick<CommandContext, "env" | "cwd" | "signal">> & {
    /** Makes stdout a terminal that is so wide. */
    columns?: number;
  } = {},
): Promise<CommandLineResult> {
  const { env = {}, cwd = process.cwd(), signal = new AbortController().signal } = options;
  const { columns } = options;
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  if (columns !== undefined) Object.assign(stdout, { isTTY: true, columns });
  const written = Promise.all([stdout, stderr].map((stream) => text(stream)));
  const exitCode = await runCli(args, { env, cwd, stdin, stdout, stderr, signal });
  stdout.end();
  stderr.end();
  const [out = "", err = ""] = await written;
  return { exitCode, stdout: out, stderr: err };
}
