import { join } from "node:path";
import type { Command } from "commander";
import { generateTypes } from "../pin/generate-types.js";
import { readStagedManifest } from "../stage/read-staged-manifest.js";
import { stageWorkspaceRuntime } from "../stage/stage-workspace-runtime.js";
import { ToolError } from "../tool-error.js";
import type { CommandContext } from "./command-context.js";

interface StageSdkFlags {
  runtimeVersion?: string;
  force?: boolean;
  dryRun?: boolean;
}

export function addStageSdkCommand(program: Command, context: CommandContext): void {
  program
    .command("stage-sdk")
    .description(
      "Pack the SDK, with its runtime pinned, and the workers into OUT, which may hold the runtime",
    )
    .argument("<OUT>", "output folder, new or created by stage-runtime --pack")
    .option(
      "--runtime-version <version>",
      "Codex version, in any spelling; must be the pinned one, the default",
    )
    .option("--force", "replace OUT if these tools created it")
    .option("--dry-run", "show what would be done, do nothing")
    .action(
      async (out: string, { runtimeVersion, force = false, dryRun = false }: StageSdkFlags) => {
        const { stageSdk } = await import("../sdk/stage-sdk.js");
        const checkTypes = (): Promise<void> => checkAgainstStaged(context);
        context.report(
          await stageSdk({ out, runtimeVersion, force, dryRun }, { ...context, checkTypes }),
        );
      },
    );
}

async function checkAgainstStaged(context: CommandContext): Promise<void> {
  const { packageDir } = await stageWorkspaceRuntime({ dryRun: false }, context);
  const manifest = await readStagedManifest(packageDir);
  if (!manifest) throw new ToolError("check", `${packageDir} has no staged runtime`);
  await generateTypes(
    { codexPath: join(packageDir, manifest.entrypoint), check: true },
    context.repository,
  );
}
