import type { ThreadSave } from "codex-app-server-sdk/store";
import { onTestFinished } from "vitest";
import {
  type RedisThreadStore,
  type RedisThreadStoreOptions,
  redisThreadStore,
} from "../../src/redis/index.js";

/** A store that is closed with the test. */
export function openStore(options: RedisThreadStoreOptions): RedisThreadStore {
  const store = redisThreadStore(options);
  onTestFinished(() => store.close());
  return store;
}

export const path = "sessions/2026/01/31/rollout-2026-01-31T12-00-00-one.jsonl";

/** A save of a thread with one file, to which bytes are added. */
export function saveOf(
  bytes: Uint8Array | string,
  { offset = 0, ...further }: Partial<ThreadSave> & { offset?: number } = {},
): ThreadSave {
  return {
    token: { term: 1, writer: "first" },
    sequence: 1,
    name: null,
    isArchived: false,
    files: [{ path, offset, bytes: Buffer.from(bytes) }],
    ...further,
  };
}
