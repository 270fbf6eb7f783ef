import type { ThreadStore } from "codex-app-server-sdk/store";

/**
 * Sees to it that nobody stores a thread any more that is not in the store: the worker that has
 * started it may still be there, and save it later, beside the one that took its place. Rejects
 * with the SDK's `ThreadFencedError` when that has happened in the meantime.
 */
export async function abandonThread(store: ThreadStore, threadId: string): Promise<void> {
  const writer = crypto.randomUUID();
  const { token = { term: 1, writer } } = (await store.load(threadId, writer)) ?? {};
  await store.save(threadId, { token, sequence: 1, name: null, isArchived: false, files: [] });
  await store.delete(threadId);
}
