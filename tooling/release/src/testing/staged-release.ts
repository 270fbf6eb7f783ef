import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRelease, type Release, releaseFileName } from "../package/release.js";
import { silentReporter } from "../reporter.js";
import { type StageSdkResult, stageSdk } from "../sdk/stage-sdk.js";
import { stagePackages } from "../stage/stage-packages.js";
import { type VerifyReleaseResult, verifyRelease } from "../verify/verify-release.js";
import { commitAll } from "./commit-all.js";
import {
  createTempRepository,
  type TempRepository,
  type UpstreamOptions,
} from "./temp-repository.js";

/** A temporary checkout with a release of all nine tarballs, staged from its only commit. */
export async function createStagedRelease(
  version = "1.2.3",
  upstream: UpstreamOptions = {},
): Promise<TempRepository> {
  const temp = await createTempRepository(version, upstream);
  const { repository, env, scratch } = temp;
  await writeSdk(temp, "0.1.0");
  const flags = { pack: true, strict: false, force: false, dryRun: false };
  const context = { repository, env, reporter: silentReporter, cwd: scratch };
  await stagePackages({ out: "out", platformTag: "all", from: "npm", ...flags }, context);
  await addSdk(temp);
  return temp;
}

/** Commits an SDK of this version, with these fields, and the workers that belong to it. */
export async function writeSdk(
  { repository }: TempRepository,
  version: string,
  fields: object = {},
): Promise<void> {
  const manifest = {
    name: "codex-app-server-sdk",
    version,
    files: ["dist"],
    scripts: { build: "node build.mjs" },
    dependencies: { "openai-codex-cli-bin": "workspace:*" },
    devDependencies: { zod: "4.6.7" },
    ...fields,
  };
  await writeFile(join(repository.sdkPackage, "package.json"), JSON.stringify(manifest));
  await writeFile(join(repository.sdkPackage, "README.md"), "# SDK\n");
  const workers = {
    name: "codex-app-server-workers",
    version,
    files: ["dist"],
    scripts: { build: "node build.mjs" },
    dependencies: { "codex-app-server-sdk": "workspace:*" },
  };
  await writeFile(join(repository.workersPackage, "package.json"), JSON.stringify(workers));
  await writeFile(join(repository.workersPackage, "README.md"), "# Workers\n");
  await commitAll(repository.root);
}

/** Adds the SDK and the workers to the release. */
export function addSdk({ repository, env, scratch }: TempRepository): Promise<StageSdkResult> {
  const context = {
    repository,
    env,
    reporter: silentReporter,
    cwd: scratch,
    async checkTypes(): Promise<void> {},
  };
  return stageSdk({ out: "out", force: false, dryRun: false }, context);
}

export function verifyStaged(temp: TempRepository): Promise<VerifyReleaseResult> {
  const { repository, env, scratch } = temp;
  const context = { repository, env, reporter: silentReporter, cwd: scratch };
  return verifyRelease({ folder: "out" }, context);
}

export function releaseFolder({ scratch }: TempRepository): string {
  return join(scratch, "out");
}

export function releaseFile(temp: TempRepository): string {
  return join(releaseFolder(temp), releaseFileName);
}

export async function editRelease(
  temp: TempRepository,
  change: (release: Release) => object,
): Promise<void> {
  const file = releaseFile(temp);
  await writeFile(file, JSON.stringify(change(parseRelease(await readFile(file, "utf8")))));
}
