import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Platform } from "./runtime-package.js";

/** The paths in a checkout. */
export interface Repository {
  root: string;
  lockFile: string;
  metaPackage: string;
  /** The folder of verified downloads and of the partial files of unfinished ones. */
  downloads: string;
  platformPackage(platform: Platform): string;
  sdkPackage: string;
  workersPackage: string;
  /** The folder of the SDK's generated protocol. */
  generated: string;
  /** The folder of verbatim licence texts. */
  licenses: string;
  changesets: string;
}

/** The checkout that this tool belongs to. */
export const thisRepository: Repository = repositoryAt(
  fileURLToPath(new URL("../../..", import.meta.url)),
);

export function repositoryAt(root: string): Repository {
  const metaPackage = join(root, "packages", "openai-codex-cli-bin");
  const sdkPackage = join(root, "packages", "codex-app-server-sdk");
  return {
    root,
    metaPackage,
    sdkPackage,
    workersPackage: join(root, "packages", "codex-app-server-workers"),
    generated: join(sdkPackage, "src", "protocol", "generated"),
    licenses: join(metaPackage, "licenses"),
    changesets: join(root, ".changeset"),
    lockFile: join(metaPackage, "codex-runtime.lock.json"),
    downloads: join(root, "node_modules", ".cache", "codex-runtime"),
    platformPackage({ platform }): string {
      return join(root, "packages", "platforms", platform);
    },
  };
}
