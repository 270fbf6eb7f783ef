export { ThreadFencedError, ThreadStoreError, type ThreadStoreProblem } from "../errors/index.js";
export { admitSave, type LastSave } from "./admit-save.js";
export { assertNoGap } from "./assert-no-gap.js";
export { fileThreadStore } from "./file-thread-store.js";
export { memoryThreadStore } from "./memory-thread-store.js";
export type {
  FileAppend,
  StoredFile,
  StoredThread,
  StoredThreadSummary,
  ThreadSave,
  ThreadStore,
  WriterToken,
} from "./thread-store.js";
