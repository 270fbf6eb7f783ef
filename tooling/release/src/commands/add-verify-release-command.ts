import type { Command } from "commander";
import { ToolError } from "../tool-error.js";
import type { CommandContext } from "./command-context.js";

interface VerifyReleaseFlags {
  install?: boolean;
  run?: boolean;
}

export function addVerifyReleaseCommand(program: Command, context: CommandContext): void {
  program
    .command("verify-release")
    .description(
      "Check the tarballs in DIR against the lock: files, licences, sizes, identical repacking",
    )
    .argument("<DIR>", "folder created by stage-runtime --pack and stage-sdk")
    .option("--install", "also install them with real package managers, from a local registry")
    .option("--run", "with --install, also run Codex and one turn in each project")
    .action(async (folder: string, { install = false, run = false }: VerifyReleaseFlags) => {
      if (run && !install) throw new ToolError("usage", "--run needs --install");
      const { verifyRelease } = await import("../verify/verify-release.js");
      const verified = await verifyRelease({ folder }, context);
      context.report({
        ...verified,
        ...(install && { installs: await prove(folder, run, context) }),
      });
    });
}

async function prove(folder: string, run: boolean, context: CommandContext): Promise<object[]> {
  const { proveInstall } = await import("../install-proof/prove-install.js");
  return proveInstall({ folder, run }, context);
}
