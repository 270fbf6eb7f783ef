import type { Command } from "commander";
import { generateTypes } from "../pin/generate-types.js";
import type { CommandContext } from "./command-context.js";

export function addPinRuntimeCommand(program: Command, context: CommandContext): void {
  program
    .command("pin-runtime")
    .description(
      "Pin a Codex version: update the lock, manifests, generated protocol and changeset",
    )
    .requiredOption("--codex-version <version>", "Codex version, in any spelling")
    .option("--dry-run", "check everything, write nothing")
    .action(
      async ({ codexVersion, dryRun = false }: { codexVersion: string; dryRun?: boolean }) => {
        const { pinRuntime } = await import("../pin/pin-runtime.js");
        const pinContext = {
          ...context,
          generateTypes(codexPath: string): Promise<void> {
            return generateTypes({ codexPath, check: false }, context.repository);
          },
        };
        context.report(await pinRuntime({ codexVersion, dryRun }, pinContext));
      },
    );
}
