import { Command } from "commander";
import { packageVersion } from "../options/package-version.js";
import { addDoctorCommand } from "./commands/add-doctor-command.js";
import { addMcpCommand } from "./commands/add-mcp-command.js";
import { addReplayCommand } from "./commands/add-replay-command.js";
import type { CommandContext, Runner } from "./commands/command-context.js";

/** The command line with all its subcommands. What they do is loaded when they run. */
export function createProgram({ stdout, stderr }: CommandContext, run: Runner): Command {
  const program = new Command("codex-app-server-sdk")
    .description("Tools for programs that use the Codex app-server through codex-app-server-sdk")
    .version(packageVersion)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });
  addDoctorCommand(program, run);
  addReplayCommand(program, run);
  addMcpCommand(program, run);
  for (const command of program.commands) {
    command.addHelpText("after", exitCodeHelp).copyInheritedSettings(program);
  }
  return program;
}

const exitCodeHelp = `
Exit codes: 0 ok, 1 a failure, 2 usage error, 128+n ended by signal n.
`;
