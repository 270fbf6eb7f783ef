import { inspect } from "node:util";
import { Command, CommanderError } from "commander";
import { addPinRuntimeCommand } from "./commands/add-pin-runtime-command.js";
import { addPublishReleaseCommand } from "./commands/add-publish-release-command.js";
import { addRehearseCommand } from "./commands/add-rehearse-command.js";
import { addStageRuntimeCommand } from "./commands/add-stage-runtime-command.js";
import { addStageSdkCommand } from "./commands/add-stage-sdk-command.js";
import { addSyncManifestsCommand } from "./commands/add-sync-manifests-command.js";
import { addVerifyReleaseCommand } from "./commands/add-verify-release-command.js";
import type { CommandContext } from "./commands/command-context.js";
import { describeFailure } from "./describe-failure.js";
import { createReporter } from "./reporter.js";
import { type Repository, thisRepository } from "./repository.js";

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
      if (isJson) print(result);
    },
  };
  try {
    await createProgram(context, environment).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    const failure = describeFailure(error);
    if (failure === null) return 0;
    const { kind, message, exitCode } = failure;
    // Commander has told the user already.
    if (!(error instanceof CommanderError)) stderr.write(`error: ${message}\n`);
    if (kind === "internal" && env.CODEX_RELEASE_DEBUG) stderr.write(`${inspect(error)}\n`);
    if (isJson) print({ error: { kind, message } });
    return exitCode;
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
  addRehearseCommand(program, context);
  addPublishReleaseCommand(program, context);
  addSyncManifestsCommand(program, context);
  for (const command of program.commands) {
    command
      .option("--json", "print the result, or the error, as JSON on stdout (npm run --silent)")
      .addHelpText("after", exitCodeHelp)
      .copyInheritedSettings(program);
  }
  return program;
}

const exitCodeHelp = `
Exit codes: 0 ok, 1 a check failed, 2 usage error, 3 network error, 4 integrity error,
128+n ended by signal n. CODEX_RELEASE_DEBUG=1 shows where a fault of the tools is.
`;
