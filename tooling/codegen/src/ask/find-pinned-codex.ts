import { pinnedVersion, resolveCodexRuntime } from "openai-codex-cli-bin";
import { CodegenError } from "../codegen-error.js";

/** The binary of the pinned version. Throws when it is not staged, saying how to do that. */
export function findPinnedCodex(): string {
  return resolveCodexRuntime().codexPath;
}

/** Refuses a binary that says it is another version than the pin. */
export function refuseOtherVersion(version: string): void {
  if (version !== pinnedVersion) {
    throw new CodegenError(
      `The staged Codex is ${version}, the pin is ${pinnedVersion}: run \`npm run stage-runtime\``,
    );
  }
}
