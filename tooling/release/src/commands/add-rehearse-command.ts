import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";

interface RehearseFlags {
  run?: boolean;
}

export function addRehearseCommand(program: Command, context: CommandContext): void {
  program
    .command("rehearse")
    .description(
      "Publish the verified tarballs in DIR to a registry on this machine, install from it, end it",
    )
    .argument("<DIR>", "folder that verify-release has found to be right")
    .option("--run", "also run Codex and one turn")
    .action(async (folder: string, { run = false }: RehearseFlags) => {
      const { rehearse } = await import("../rehearse/rehearse.js");
      context.report(await rehearse({ folder, run }, context));
    });
}
