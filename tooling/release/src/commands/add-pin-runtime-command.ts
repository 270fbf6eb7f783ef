import type { Command } from "commander";
import { generateTypes } from "../pin/generate-types.js";
import type { CommandContext } from "./command-context.js";

interface PinRuntimeFlags {
  codexVersion: string;
  registry?: string;
  githubBaseUrl?: string;
  evidence?: string;
  dryRun?: boolean;
}

export function addPinRuntimeCommand(program: Command, context: CommandContext): void {
  program
    .command("pin-runtime")
    .description(
      "Pin a Codex version: update the lock, manifests, generated protocol and changeset",
    )
    .requiredOption("--codex-version <version>", "Codex version, in any spelling")
    .option(
      "--registry <url>",
      "registry to trust (default: npm's own, whatever npm's configuration says)",
    )
    .option("--github-base-url <url>", "base URL of the release downloads to compare with")
    .option("--evidence <file>", "write what was checked to a file, as a table in Markdown")
    .option("--dry-run", "check everything, write nothing but the evidence")
    .action(async (options: PinRuntimeFlags) => {
      const { codexVersion, registry, githubBaseUrl, evidence, dryRun = false } = options;
      const { pinRuntime } = await import("../pin/pin-runtime.js");
      const pinContext = {
        ...context,
        generateTypes(codexPath: string): Promise<void> {
          return generateTypes({ codexPath, check: false }, context.repository);
        },
      };
      const request = { codexVersion, registry, githubBaseUrl, evidenceFile: evidence, dryRun };
      context.report(await pinRuntime(request, pinContext));
    });
}
