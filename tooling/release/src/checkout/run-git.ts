import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describeError } from "../describe-error.js";
import { asRecord } from "../json/is-record.js";
import { ToolError } from "../tool-error.js";

const execute = promisify(execFile);

export interface GitOptions {
  /** The environment. Default: this process's. */
  env?: NodeJS.ProcessEnv;
  /** Another file than the checkout's own index. */
  indexFile?: string;
}

/**
 * Runs Git in a checkout and returns its output. Throws a check failure with Git's own words if it
 * fails.
 */
export async function runGit(
  root: string,
  args: readonly string[],
  { env = process.env, indexFile }: GitOptions = {},
): Promise<string> {
  const own = { ...withoutGit(env), ...(indexFile !== undefined && { GIT_INDEX_FILE: indexFile }) };
  const limits = { maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await execute("git", [...args], { cwd: root, env: own, ...limits }).catch(
    (cause: unknown) => {
      const reason = String(asRecord(cause).stderr ?? "").trim() || describeError(cause);
      throw new ToolError("check", `git ${args[0]} failed in ${root}: ${reason}`, { cause });
    },
  );
  return stdout;
}

/** Git's hooks set variables that would lead every command to another checkout or index. */
function withoutGit(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const leads = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE|PREFIX)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !leads.test(name)));
}
