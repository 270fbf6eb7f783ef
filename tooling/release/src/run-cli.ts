import { Command, CommanderError } from "commander";
import { addPinRuntimeCommand } from "./commands/add-pin-runtime-command.js";
import { addPublishReleaseCommand } from "./commands/add-publish-release-command.js";
import { addStageRuntimeCommand } from "./commands/add-stage-runtime-command.js";
import { addStageSdkCommand } from "./commands/add-stage-sdk-command.js";
import { addSyncManifestsCommand } from "./commands/add-sync-manifests-command.js";
import { addVerifyReleaseCommand } from "./commands/add-verify-release-command.js";
import type { CommandContext } from "./commands/command-context.js";
import { createReporter } from "./reporter.js";
import { type Repository, thisRepository } from "./repository.js";
import { exitCodes, ToolError } from "./tool-error.js";

interface Output {
  write(text: string): unknown;
  isTTY?: boolean;
}

export interface CliEnvironment {
  env: NodeJS.ProcessEnv;
  cwd: string;
  stdout: Output;
  stderr: Output;
  repository?: Repository;
}

/**
 * Runs one command line and returns its exit code. Results go to stdout, everything else to stderr.
 */
export async function runCli(
  args: readonly string[],
  environment: CliEnvironment,
): Promise<number> {
  const { env, cwd, stdout, stderr, repository = thisRepository } = environment;
  const isJson = args.includes("--json");
  const print = (value: object): void => {
    stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  };
  // npm runs scripts in the repository's root, and sets INIT_CWD to the folder the user was in.
  const context: CommandContext = {
    repository,
    env,
    cwd: env.INIT_CWD ?? cwd,
    reporter: createReporter(stderr),
    report(result): void {
      if (isJson) print({ ok: true, ...result });
    },
  };
  try {
    await createProgram(context, environment).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
    if (!(error instanceof ToolError)) throw error;
    stderr.write(`error: ${error.message}\n`);
    if (isJson) print({ ok: false, kind: error.kind, message: error.message });
    return exitCodes[error.kind];
  }
}

function createProgram(context: CommandContext, { stdout, stderr }: CliEnvironment): Command {
  const program = new Command("release")
    .description("Pins, stages, checks and publishes the Codex runtime packages and the SDK")
    .exitOverride()
    .configureOutput({
      writeOut(text): void {
        stdout.write(text);
      },
      writeErr(text): void {
        stderr.write(text);
      },
    });
  addPinRuntimeCommand(program, context);
  addStageRuntimeCommand(program, context);
  addStageSdkCommand(program, context);
  addVerifyReleaseCommand(program, context);
  addPublishReleaseCommand(program, context);
  addSyncManifestsCommand(program, context);
  for (const command of program.commands) {
    command
      .option("--json", "print the result as JSON on stdout")
      .addHelpText("after", exitCodeHelp)
      .copyInheritedSettings(program);
  }
  return program;
}

const exitCodeHelp = `
Exit codes: 0 ok, 1 a check failed, 2 usage error, 3 network error, 4 integrity error.
`;
