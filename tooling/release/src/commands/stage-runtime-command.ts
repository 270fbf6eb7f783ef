import type { Command } from "commander";
import { stageRuntime } from "../stage/stage-runtime.js";
import type { CommandContext } from "./command-context.js";

interface Options {
  codexVersion?: string;
  platformTag?: string;
  dryRun?: boolean;
}

export function addStageRuntimeCommand(program: Command, context: CommandContext): void {
  program
    .command("stage-runtime")
    .description("Put the pinned Codex runtime for this machine into the workspace")
    .option(
      "--codex-version <version>",
      "the pinned version, in any spelling (default: the lock's)",
    )
    .option("--platform-tag <tag>", "platform, Rust target or wheel tag (default: this machine's)")
    .option("--dry-run", "say what would be done, and do nothing")
    .action(async (options: Options) => {
      const { codexVersion, platformTag, dryRun = false } = options;
      context.report(await stageRuntime({ codexVersion, platformTag, dryRun }, context));
    });
}
