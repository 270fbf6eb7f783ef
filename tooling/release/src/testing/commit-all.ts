import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { runGit } from "../checkout/run-git.js";

/**
 * Makes a folder a Git checkout, if it is none, and commits everything that is in it. Nothing of
 * the user's configuration counts.
 */
export async function commitAll(root: string): Promise<void> {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const git = (args: string[]): Promise<string> => runGit(root, args, { env });
  await git(["init", "--quiet"]);
  await git(["config", "user.name", "test"]);
  await git(["config", "user.email", "test@localhost"]);
  await appendFile(join(root, ".git", "info", "exclude"), "node_modules\n.cache\ndist\n");
  await git(["add", "."]);
  await git(["commit", "--quiet", "--allow-empty", "--message", "all"]);
}
