import type { Command } from "commander";
import type { Runner } from "./command-context.js";

export function addReplayCommand(program: Command, run: Runner): void {
  program
    .command("replay")
    .description("Print a record that traceWriter() has written as a conversation")
    .argument("<FILE>", "the record")
    .action((file: string) =>
      run(async (context) => {
        const { runReplay } = await import("../replay/run-replay.js");
        return runReplay(file, context);
      }),
    );
}
