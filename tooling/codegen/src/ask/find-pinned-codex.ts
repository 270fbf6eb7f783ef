import { pinnedVersion, verifyCodexRuntime } from "openai-codex-cli-bin";
import { CodegenError } from "../codegen-error.js";

/**
 * Path of the pinned version's binary, after every byte of the runtime was compared with the lock.
 * Rejects when it is not staged or not what is pinned, and says how to stage it.
 */
export async function findPinnedCodex(): Promise<string> {
  return (await verifyCodexRuntime()).codexPath;
}

/** Throws when a binary reports another version than the pinned one. */
export function refuseOtherVersion(version: string): void {
  if (version !== pinnedVersion) {
    throw new CodegenError(
      `The staged Codex is ${version}, the pin is ${pinnedVersion}: run \`npm run stage-runtime\``,
    );
  }
}
