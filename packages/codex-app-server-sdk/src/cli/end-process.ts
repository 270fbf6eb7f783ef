import { flush } from "./flush.js";

/** Ends this process, so that nothing that a subcommand forgot keeps it alive. */
export async function endProcess(exitCode: number): Promise<never> {
  await flush(process.stderr);
  process.exit(exitCode);
}
