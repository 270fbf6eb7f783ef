import type * as wire from "codex-app-server-sdk/protocol";
import type { ThreadRecords } from "../records/thread-records.js";
import { findRunningTurn } from "../turn/find-running-turn.js";
import type { TurnServer } from "../turn/turn-server.js";

type Method = keyof wire.ClientRequests;

interface Request<M extends Method> {
  readonly method: M;
  readonly params: wire.ClientRequests[M]["params"];
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a request that does not go through a `Thread`. One that changes what the server tells this
 * client of a thread does to its record what the thread's methods do: it waits for the changes
 * before it, and is refused with a `TurnInProgressError` where the end of a turn would be missed.
 */
export async function sendInOrder<M extends Method>(
  { records, server }: { records: ThreadRecords; server: TurnServer },
  { method, params, signal }: Request<M>,
  send: () => Promise<wire.ClientRequests[M]["result"]>,
): Promise<wire.ClientRequests[M]["result"]> {
  if (method !== "thread/resume" && method !== "thread/unsubscribe") return send();
  const { threadId } = (params ?? {}) as { threadId?: unknown };
  if (typeof threadId !== "string") return send(); // The server says what it thinks of that.
  const record = records.of(threadId);
  try {
    if (method === "thread/unsubscribe") {
      record.turns.assertIdle();
      return await record.subscription.change("off", send, signal);
    }
    const result = await record.subscription.change("on", send, signal);
    const { thread } = result as wire.ThreadResumeResponse;
    await findRunningTurn({ server, record }, thread.status);
    return result;
  } finally {
    records.keepOrForget(record);
  }
}
