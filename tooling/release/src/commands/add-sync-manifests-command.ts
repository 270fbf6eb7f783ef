import type { Command } from "commander";
import { syncManifests } from "../manifests/sync-manifests.js";
import type { CommandContext } from "./command-context.js";

export function addSyncManifestsCommand(program: Command, context: CommandContext): void {
  program
    .command("sync-manifests")
    .description("Update the packages' manifests from the platform table and the lock")
    .option("--check", "write nothing, fail if one is out of date")
    .action(async ({ check = false }: { check?: boolean }) => {
      context.report(await syncManifests({ check }, context));
    });
}
