import { fileURLToPath } from "node:url";

const sdk = new URL("../../../packages/codex-app-server-sdk/", import.meta.url);

/** Absolute path of a file in the SDK's package. */
export function locateSdkFile(path: string): string {
  return fileURLToPath(new URL(path, sdk));
}
