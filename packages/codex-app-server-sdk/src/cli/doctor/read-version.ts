import { messageOf } from "../../errors/error-text.js";
import type { CheckContext } from "./check.js";
import { runCodex } from "./run-codex.js";

/** What a program says when it is asked for its version. */
export type VersionAnswer =
  | { readonly version: string }
  /** Why it is no Codex, or can't be run: what is said after its path. */
  | { readonly problem: string };

/** Asks the Codex binary for its version. */
export async function readVersion(context: CheckContext): Promise<VersionAnswer> {
  try {
    const { stdout, exitCode, isLate } = await runCodex(["--version"], context);
    if (isLate) return { problem: `did not tell its version within ${context.stepMs} ms` };
    if (exitCode !== 0) return { problem: `ended with exit code ${exitCode} when it started` };
    return parseVersion(stdout);
  } catch (error) {
    if (context.signal.aborted) throw error;
    return { problem: `can't be started: ${messageOf(error)}` };
  }
}

/** `codex-cli 0.169.0`: anything else is another program. */
function parseVersion(text: string): VersionAnswer {
  const version = /^codex\S* (\d+\.\d+\.\d+\S*)\s*$/m.exec(text)?.[1];
  return version === undefined ? { problem: "is not Codex" } : { version };
}
