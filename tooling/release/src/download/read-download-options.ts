import type { Reporter } from "../reporter.js";
import type { Repository } from "../repository.js";
import type { DownloadOptions } from "./download-options.js";
import { readNpmOptions } from "./read-npm-options.js";

export interface DownloadContext {
  repository: Repository;
  env: NodeJS.ProcessEnv;
  reporter: Reporter;
  /** Replaces the defaults for time-outs and retries. */
  fetching?: Pick<DownloadOptions, "idleTimeoutMs" | "attempts" | "retryDelayMs">;
}

/** Download options that follow the user's npm configuration. */
export async function readDownloadOptions(context: DownloadContext): Promise<DownloadOptions> {
  const { repository, env, reporter, fetching } = context;
  const npmOptions = await readNpmOptions(env, repository.root);
  return { downloads: repository.downloads, npmOptions, reporter, ...fetching };
}
