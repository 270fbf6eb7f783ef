import { fileURLToPath } from "node:url";

const sdk = new URL("../../../packages/codex-app-server-sdk/", import.meta.url);

/** A file of the SDK's package. */
export function locateSdkFile(path: string): string {
  return fileURLToPath(new URL(path, sdk));
}
