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
      "Pack the SDK into OUT, pinned to the runtime, next to the runtime packages if they are there",
    )
    .argument("<OUT>", "the folder to make, or one that stage-runtime --pack made")
    .option(
      "--runtime-version <version>",
      "the pinned version, in any spelling (default: the lock's)",
    )
    .option("--force", "replace an OUT that these tools made")
    .option("--dry-run", "say what would be done, and do nothing")
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
  if (!manifest) throw new ToolError("check", `${packageDir} holds no staged runtime`);
  await generateTypes(
    { codexPath: join(packageDir, manifest.entrypoint), check: true },
    context.repository,
  );
}
