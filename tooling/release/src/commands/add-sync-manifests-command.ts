import type { Command } from "commander";
import { syncManifests } from "../manifests/sync-manifests.js";
import type { CommandContext } from "./command-context.js";

export function addSyncManifestsCommand(program: Command, context: CommandContext): void {
  program
    .command("sync-manifests")
    .description(
      "Bring the runtime packages' manifests in line with the platform table and the lock",
    )
    .option("--check", "change nothing, and fail where one is not")
    .action(async ({ check = false }: { check?: boolean }) => {
      context.report(await syncManifests({ check }, context));
    });
}
