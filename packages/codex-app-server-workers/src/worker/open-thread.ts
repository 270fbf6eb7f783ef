import { isCodexError, type Thread } from "codex-app-server-sdk";
import type { Lease } from "../engine/lease.js";
import { abandonThread } from "./abandon-thread.js";
import type { ThreadWork } from "./thread-work.js";
import type { WorkerThreadOptions } from "./worker-options.js";

/**
 * Resumes the thread from the store, or starts it. One that was started elsewhere, but not stored
 * before its worker died, is started anew: no message of it was acknowledged.
 */
export async function openThread(
  { codex, engine, store }: Pick<ThreadWork, "codex" | "engine" | "store">,
  lease: Lease,
  options: WorkerThreadOptions & { signal: AbortSignal },
): Promise<Thread> {
  const { codexThreadId, isStored } = lease;
  if (codexThreadId !== null) {
    try {
      return await codex.threadResume(codexThreadId, options);
    } catch (error) {
      if (isStored || !isCodexError(error) || error.code !== "THREAD_NOT_FOUND") throw error;
      await abandonThread(store, codexThreadId);
    }
  }
  const thread = await codex.threadStart(options);
  await engine.bind(lease, thread.id);
  return thread;
}
