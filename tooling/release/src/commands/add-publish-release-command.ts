import type { Command } from "commander";
import { ToolError } from "../tool-error.js";
import type { CommandContext } from "./command-context.js";

interface PublishReleaseFlags {
  registry: string;
  tag?: string;
  bootstrap?: boolean;
  dryRun?: boolean;
  provenance?: boolean;
  gitTag: boolean;
  wait: string;
}

export function addPublishReleaseCommand(program: Command, context: CommandContext): void {
  program
    .command("publish-release")
    .description(
      "Publish the tarballs in DIR: platforms, meta package, SDK, workers. Run again to continue",
    )
    .argument("<DIR>", "folder created by stage-runtime --pack and stage-sdk")
    .requiredOption(
      "--registry <url>",
      "registry URL; a registry in npm's configuration is ignored",
    )
    .option("--tag <tag>", "dist-tag for all packages (default: depends on each version)")
    .option("--bootstrap", "only create unknown package names, with an empty version 0.0.0")
    .option(
      "--provenance",
      "publish with provenance: a statement of the workflow that made the packages",
    )
    .option("--no-git-tag", "do not create the SDK's Git tag")
    .option("--wait <seconds>", "time limit for the registry to serve an upload", "1800")
    .option("--dry-run", "show what would be uploaded, upload nothing")
    .action(async (folder: string, options: PublishReleaseFlags) => {
      const { registry, tag, bootstrap = false, dryRun = false } = options;
      const { provenance = false, gitTag } = options;
      const { publishRelease } = await import("../publish/publish-release.js");
      const waitMs = parseSeconds(options.wait) * 1_000;
      context.report(
        await publishRelease(
          { folder, registry, tag, bootstrap, dryRun, provenance, gitTag, waitMs },
          context,
        ),
      );
    });
}

function parseSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new ToolError("usage", `--wait ${text} is not a number of seconds`);
}
