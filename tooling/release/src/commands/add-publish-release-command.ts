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
      "Publish the tarballs in DIR: platforms, meta, SDK. Run it again to continue where it ended",
    )
    .argument("<DIR>", "a folder that stage-runtime --pack and stage-sdk made")
    .requiredOption("--registry <url>", "where to, in full; no configuration is asked")
    .option("--tag <tag>", "dist-tag of all packages, in place of the one their versions call for")
    .option("--bootstrap", "only open the names the registry does not know, with version 0.0.0")
    .option("--provenance", "have the registry state which workflow made the packages")
    .option("--no-git-tag", "leave the checkout without the SDK's Git tag")
    .option("--wait <seconds>", "longest wait for what was uploaded", "1800")
    .option("--dry-run", "say what would be uploaded, and upload nothing")
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
  throw new ToolError("usage", `--wait ${text} is no number of seconds`);
}
