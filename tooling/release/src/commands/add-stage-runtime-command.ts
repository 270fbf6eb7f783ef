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
      "Create publishable runtime packages in OUT, or stage the pinned runtime in the workspace",
    )
    .argument("[OUT]", "output folder (default: the workspace)")
    .argument(
      "[INPUT]",
      "npm .tgz, codex-package .tar.gz, folder or program to use instead of the pinned runtime",
    )
    .option("--codex-version <version>", "Codex version, in any spelling (default: the pinned one)")
    .addOption(
      new Option("--runtime-version <version>", "older name of --codex-version").hideHelp(),
    )
    .option(
      "--platform-tag <tag>",
      "platform, Rust target, wheel tag, or all, with the meta package (default: this machine)",
    )
    .addOption(
      new Option("--from <source>", "where to download the pinned runtime from").choices([
        "npm",
        "github",
      ]),
    )
    .option("--github-base-url <url>", "base URL of the release downloads for --from github")
    .option("--pack", "write tarballs and release.json instead of folders")
    .option("--strict", "with INPUT, treat warnings as errors")
    .option("--force", "replace OUT if these tools created it")
    .option("--dry-run", "show what would be done, do nothing")
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
    throw new ToolError("usage", "Use an INPUT or --from, not both");
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
    "--from, --pack, --strict, --force and '--platform-tag all' need an OUT folder",
  );
}
