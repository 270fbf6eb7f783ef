import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describeError } from "../describe-error.js";
import { asRecord } from "../json/is-record.js";
import { parseManifest } from "../json/parse-manifest.js";
import { type Repository, thisRepository } from "../repository.js";
import { ToolError } from "../tool-error.js";

const execute = promisify(execFile);

/** Tags the checkout's commit with the SDK's version, with `changeset tag`. Pushes nothing. */
export async function tagRelease(
  repository: Repository,
  { version, env }: { version: string; env: NodeJS.ProcessEnv },
): Promise<void> {
  await checkSdkVersion(repository, version);
  // The program comes from this checkout, even if `repository` is another one.
  const changeset = join(thisRepository.root, "node_modules", "@changesets", "cli", "bin.js");
  await execute(process.execPath, [changeset, "tag"], { cwd: repository.root, env }).catch(
    (cause: unknown) => {
      const reason = asRecord(cause).stderr || describeError(cause);
      throw new ToolError("check", `changeset tag failed: ${reason}`, { cause });
    },
  );
  await checkTagExists(repository, { tag: `codex-app-server-sdk@${version}`, env });
}

/** `changeset tag` exits with 0 even if Git refused to create the tag. */
async function checkTagExists(
  { root }: Repository,
  { tag, env }: { tag: string; env: NodeJS.ProcessEnv },
): Promise<void> {
  const { stdout } = await execute("git", ["tag", "--list", tag], { cwd: root, env });
  if (stdout.trim() === tag) return;
  throw new ToolError(
    "check",
    `Everything is published, but Git has no tag ${tag}. ` +
      "Set user.name and user.email in Git, then run the same command again.",
  );
}

/** Throws unless the checkout's SDK version, which the Git tag will name, is the released one. */
export async function checkSdkVersion(repository: Repository, version: string): Promise<void> {
  const file = join(repository.sdkPackage, "package.json");
  const manifest = parseManifest(await readFile(file, "utf8"), file);
  if (manifest.version === version) return;
  throw new ToolError(
    "check",
    `The release has version ${version} of the SDK, but the checkout has ${manifest.version}: ` +
      "check out the commit it was staged from, or skip the Git tag with --no-git-tag",
  );
}
