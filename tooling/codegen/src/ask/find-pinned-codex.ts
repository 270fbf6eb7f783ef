import { pinnedVersion, resolveCodexRuntime } from "openai-codex-cli-bin";
import { CodegenError } from "../codegen-error.js";

/** Path of the pinned version's binary. Throws when it is not staged, and says how to stage it. */
export function findPinnedCodex(): string {
  return resolveCodexRuntime().codexPath;
}

/** Throws when a binary reports another version than the pinned one. */
export function refuseOtherVersion(version: string): void {
  if (version !== pinnedVersion) {
    throw new CodegenError(
      `The staged Codex is ${version}, the pin is ${pinnedVersion}: run \`npm run stage-runtime\``,
    );
  }
}
