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
      "Hold the tarballs in DIR to the lock: bytes, headers, modes, licences, sizes, and their making",
    )
    .argument("<DIR>", "a folder that stage-runtime --pack and stage-sdk made")
    .option("--install", "also install them with real package managers, from this machine")
    .option("--run", "with --install, run Codex and a turn in each project")
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
