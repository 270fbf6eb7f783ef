import type * as wire from "codex-app-server-sdk/protocol";
import type { Answered } from "../client/app-server-client.js";
import type { ThreadRecords } from "../records/thread-records.js";

/** A request that closes what another one has opened. */
export type Undo = {
  [M in keyof wire.ClientRequests]: { method: M; params: wire.ClientRequests[M]["params"] };
}[keyof wire.ClientRequests];

/**
 * How to close what a request has opened whose answer nobody waits for any more: the caller has
 * been told that there is none, and does not know its id.
 */
export function undoAnswer(answered: Answered, records: ThreadRecords): Undo | undefined {
  switch (answered.method) {
    case "thread/start":
    case "thread/fork":
    case "thread/resume": {
      const { thread } = answered.result as { thread: wire.Thread };
      // A thread that other callers hold stays theirs.
      if (records.find(thread.id)?.isSubscribed) return undefined;
      return { method: "thread/unsubscribe", params: { threadId: thread.id } };
    }
    case "turn/start":
    case "review/start": {
      const { threadId } = answered.params as { threadId: string };
      const { turn } = answered.result as { turn: wire.Turn };
      return { method: "turn/interrupt", params: { threadId, turnId: turn.id } };
    }
    case "account/login/start": {
      const { loginId } = answered.result as { loginId?: string };
      if (loginId === undefined) return undefined;
      return { method: "account/login/cancel", params: { loginId } };
    }
    case "process/spawn": {
      const { processHandle } = answered.params as { processHandle: string };
      return { method: "process/kill", params: { processHandle } };
    }
    default:
      return undefined;
  }
}
