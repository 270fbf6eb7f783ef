import { runGit } from "../checkout/run-git.js";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";

export interface ReleaseTag {
  /** The SDK's version. */
  version: string;
  /** The commit that the release was made from. */
  commit: string;
}

/** Tags the commit that a release was made from. Pushes nothing. Returns the tag. */
export async function tagRelease({ root }: Repository, release: ReleaseTag): Promise<string> {
  const tag = nameOf(release);
  if ((await commitOf(root, tag)) === null) await create(root, tag, release.commit);
  return tag;
}

/** Throws if the release's tag exists and names another commit. */
export async function checkTag({ root }: Repository, release: ReleaseTag): Promise<void> {
  const tag = nameOf(release);
  const found = await commitOf(root, tag);
  if (found === null || found === release.commit) return;
  throw new ToolError(
    "check",
    `The tag ${tag} names commit ${found}, but the release was made from ${release.commit}. ` +
      "Check out the commit that is tagged, give the SDK a new version, or use --no-git-tag.",
  );
}

function nameOf({ version }: ReleaseTag): string {
  return `codex-app-server-sdk@${version}`;
}

/** Null if there is no such tag. */
async function commitOf(root: string, tag: string): Promise<string | null> {
  const format = "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)";
  const found = await runGit(root, ["for-each-ref", format, `refs/tags/${tag}`]);
  return found.trim() || null;
}

async function create(root: string, tag: string, commit: string): Promise<void> {
  try {
    await runGit(root, ["tag", "--annotate", "--message", tag, tag, commit]);
  } catch (cause) {
    throw new ToolError(
      "check",
      `Everything is published, but Git has no tag ${tag}. ` +
        "Set user.name and user.email in Git, then run the same command again.",
      { cause },
    );
  }
}
