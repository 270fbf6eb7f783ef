import { readdir } from "node:fs/promises";
import { join, sep } from "node:path";
import { silentReporter } from "../reporter.js";
import { type StagePackagesResult, stagePackages } from "../stage/stage-packages.js";
import type { StagePackagesRequest } from "../stage/stage-plan.js";
import type { TempRepository } from "./temp-repository.js";

/**
 * Stages packages of a temporary checkout in `out` of its scratch folder. Default: Linux on x64.
 */
export function stageIntoScratch(
  { repository, env, scratch }: TempRepository,
  request: Partial<StagePackagesRequest> = {},
  warnings: string[] = [],
): Promise<StagePackagesResult> {
  const flags = { pack: false, strict: false, force: false, dryRun: false };
  const reporter = {
    ...silentReporter,
    warn(message: string): void {
      warnings.push(message);
    },
  };
  const fetching = { idleTimeoutMs: 2_000, attempts: 1, retryDelayMs: 1 };
  return stagePackages(
    { out: "out", platformTag: "linux-x64", from: "npm", ...flags, ...request },
    { repository, env, reporter, fetching, cwd: scratch },
  );
}

/** Where `stageIntoScratch` puts what it makes. */
export function outFolder({ scratch }: TempRepository): string {
  return join(scratch, "out");
}

/** The files below a folder, sorted, with forward slashes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join("/"),
    )
    .sort();
}
