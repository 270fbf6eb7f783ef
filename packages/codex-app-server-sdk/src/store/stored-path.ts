import { ThreadStoreError } from "../errors/index.js";

/**
 * The two places of a CODEX_HOME where Codex keeps conversations, and names of files as it makes
 * them. What has no other characters can be no path out of a folder, on any system.
 */
const storedPath =
  /^(?:sessions(?:\/\d{1,4})*|archived_sessions)\/rollout-[A-Za-z0-9_-]{1,200}\.jsonl$/;

/** Throws a `ThreadStoreError` for a path that can't be that of a stored conversation. */
export function assertStoredPath(threadId: string, path: unknown): asserts path is string {
  if (typeof path === "string" && storedPath.test(path)) return;
  const shown = JSON.stringify(path)?.slice(0, 200);
  throw new ThreadStoreError(
    threadId,
    "path",
    `${shown} is not the path of a conversation in a CODEX_HOME, which is like sessions/2026/01/31/rollout-….jsonl.`,
  );
}
