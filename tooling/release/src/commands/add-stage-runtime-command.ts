import { type Command, Option } from "commander";
import { joinVersions } from "../stage/join-versions.js";
import { stageWorkspaceRuntime } from "../stage/stage-workspace-runtime.js";
import { ToolError } from "../tool-error.js";
import type { CommandContext } from "./command-context.js";

interface StageRuntimeFlags {
  codexVersion?: string;
  runtimeVersion?: string;
  platformTag?: string;
  from?: "npm" | "github";
  githubBaseUrl?: string;
  pack?: boolean;
  strict?: boolean;
  force?: boolean;
  dryRun?: boolean;
}

export function addStageRuntimeCommand(program: Command, context: CommandContext): void {
  program
    .command("stage-runtime")
    .description(
      "Make publishable Codex runtime packages in OUT; without OUT, put the pinned runtime into the workspace",
    )
    .argument("[OUT]", "the folder to make")
    .argument(
      "[INPUT]",
      "npm .tgz, codex-package .tar.gz, folder or program, in place of the pinned sources",
    )
    .option("--codex-version <version>", "any spelling (default: the pinned version)")
    .addOption(
      new Option("--runtime-version <version>", "older spelling of --codex-version").hideHelp(),
    )
    .option(
      "--platform-tag <tag>",
      "platform, Rust target or wheel tag, or all with the meta package (default: this machine's)",
    )
    .addOption(
      new Option("--from <source>", "where the pinned bytes come from").choices(["npm", "github"]),
    )
    .option("--github-base-url <url>", "the folder of releases --from github reads")
    .option("--pack", "write tarballs and release.json instead of folders")
    .option("--strict", "with INPUT, treat warnings as errors")
    .option("--force", "replace an OUT that these tools made")
    .option("--dry-run", "say what would be done, and do nothing")
    .action(
      async (out: string | undefined, input: string | undefined, options: StageRuntimeFlags) => {
        context.report(await stageRuntime({ out, input, options }, context));
      },
    );
}

async function stageRuntime(
  request: { out?: string; input?: string; options: StageRuntimeFlags },
  context: CommandContext,
): Promise<object> {
  const { out, input, options } = request;
  const codexVersion = joinVersions(options.codexVersion, options.runtimeVersion);
  const { platformTag, dryRun = false } = options;
  if (out === undefined) {
    refuseOutOptions(options);
    return stageWorkspaceRuntime({ codexVersion, platformTag, dryRun }, context);
  }
  const { from, githubBaseUrl, pack = false, strict = false, force = false } = options;
  if (input !== undefined && from !== undefined) {
    throw new ToolError("usage", "Name an INPUT or --from, not both");
  }
  const { stagePackages } = await import("../stage/stage-packages.js");
  return stagePackages(
    {
      out,
      input,
      codexVersion,
      platformTag,
      from: from ?? "npm",
      githubBaseUrl,
      pack,
      strict,
      force,
      dryRun,
    },
    context,
  );
}

function refuseOutOptions({ from, pack, strict, force, platformTag }: StageRuntimeFlags): void {
  if (!from && !pack && !strict && !force && platformTag !== "all") return;
  throw new ToolError(
    "usage",
    "--from, --pack, --strict, --force and --platform-tag all need an OUT folder",
  );
}
