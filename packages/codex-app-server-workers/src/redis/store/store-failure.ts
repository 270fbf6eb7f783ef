import { type FileAppend, ThreadStoreError } from "codex-app-server-sdk/store";
import { EngineError } from "../../errors/index.js";

/** The most that a string of Redis can have. Its `proto-max-bulk-len` may say less, or more. */
const maxBytes = 512 * 1024 * 1024;

/** Throws for a file that Redis could not keep: it would drop the connection for such a command. */
export function assertShort(threadId: string, file: FileAppend): void {
  if (file.offset + file.bytes.length > maxBytes) throw tooLong(threadId, file);
}

export function tooLong(threadId: string, { path, offset, bytes }: FileAppend): ThreadStoreError {
  return new ThreadStoreError(
    threadId,
    "failed",
    `${path} would have ${offset + bytes.length} bytes, which is more than Redis keeps in one string (512 MB, or its proto-max-bulk-len). Go on in a new thread, or use another store.`,
  );
}

/** What a script of the store failed with, as a store tells. */
export function storeFailure(threadId: string, error: unknown): ThreadStoreError {
  const isLate = error instanceof EngineError && error.problem === "unreachable";
  const message = error instanceof Error ? error.message : String(error);
  return new ThreadStoreError(threadId, isLate ? "timeout" : "failed", message, { cause: error });
}
