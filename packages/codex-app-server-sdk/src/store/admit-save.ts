import { ThreadFencedError } from "../errors/index.js";
import type { ThreadSave, WriterToken } from "./thread-store.js";

/** What a store remembers of whom a thread belongs to. */
export interface LastSave {
  /** The token that holds: of the last save, or of whoever has taken the thread over since. */
  readonly token: WriterToken;
  /** The number of the last save with it; 0 when there was none. */
  readonly sequence: number;
}

/**
 * What a store is to do with a save, for stores of your own: `apply` it, or ignore it because it is
 * `late`, a newer one of the same writer having been saved. Throws a `ThreadFencedError` when the
 * thread belongs to another writer. Without a `last` save everybody may. Do it in the same
 * transaction as the save.
 */
export function admitSave(
  threadId: string,
  last: LastSave | undefined,
  { token, sequence }: Pick<ThreadSave, "token" | "sequence">,
): "apply" | "late" {
  if (!last || token.term > last.token.term) return "apply";
  const isSame = token.term === last.token.term && token.writer === last.token.writer;
  if (!isSame) throw new ThreadFencedError(threadId);
  return sequence > last.sequence ? "apply" : "late";
}
