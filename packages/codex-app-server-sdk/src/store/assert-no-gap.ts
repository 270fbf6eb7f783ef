import { ThreadStoreError } from "../errors/index.js";
import type { FileAppend } from "./thread-store.js";

/**
 * Throws a `ThreadStoreError` when new bytes don't follow on those that a store has of a file, for
 * stores of your own. Whoever saves then sends the whole file.
 */
export function assertNoGap(
  threadId: string,
  { path, offset }: Pick<FileAppend, "path" | "offset">,
  storedBytes: number,
): void {
  if (offset <= storedBytes) return;
  throw new ThreadStoreError(
    threadId,
    "gap",
    `the store has ${storedBytes} bytes of ${path}, and the new ones follow ${offset}.`,
  );
}
