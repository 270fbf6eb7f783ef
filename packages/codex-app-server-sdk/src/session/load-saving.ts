import type { SavedThreads } from "../saving/saved-threads.js";
import type { ThreadStore } from "../store/thread-store.js";
import { fenceThread } from "./fence-thread.js";
import type { Session } from "./session.js";

/** Loads what keeps threads in a store, for clients that have one. */
export async function loadSaving(store: ThreadStore): Promise<(session: Session) => SavedThreads> {
  const { SavedThreads } = await import("../saving/saved-threads.js");
  return (session) => {
    const { options, server, records } = session;
    return new SavedThreads({
      store,
      storeMs: options.timeouts.storeMs,
      logger: server.logger,
      request: (method, params) => server.request(method, params),
      fenced: (threadId, error) => void fenceThread(threadId, error, session),
      taken: (threadId) => {
        const record = records.find(threadId);
        if (record) record.fenced = undefined;
      },
    });
  };
}
