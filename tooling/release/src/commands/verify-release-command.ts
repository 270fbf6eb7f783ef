import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";

export function addVerifyReleaseCommand(program: Command, context: CommandContext): void {
  program
    .command("verify-release")
    .description(
      "Hold the tarballs in DIR to the lock: bytes, headers, modes, licences, sizes, and their making",
    )
    .argument("<DIR>", "a folder that stage-runtime --pack and stage-sdk made")
    .action(async (folder: string) => {
      const { verifyRelease } = await import("../verify/verify-release.js");
      context.report(await verifyRelease({ folder }, context));
    });
}
