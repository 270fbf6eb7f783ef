import { resolve } from "node:path";
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
      "Make the tarballs in DIR again, from the lock and the commit, and require the same bytes",
    )
    .argument(
      "<DIR>",
      "folder created by stage-runtime --pack and stage-sdk; or one package, as folder or tarball",
    )
    .option("--install", "also install them with real package managers, from a local registry")
    .option("--run", "with --install, also run Codex and one turn in each project")
    .action(async (folder: string, { install = false, run = false }: VerifyReleaseFlags) => {
      if (run && !install) throw new ToolError("usage", "--run needs --install");
      const { findSingle, verifySingle } = await import("../verify/verify-single.js");
      const single = await findSingle(resolve(context.cwd, folder));
      if (single !== null) {
        if (install) throw new ToolError("usage", "--install needs a whole release");
        context.report(await verifySingle(single, context));
        return;
      }
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
