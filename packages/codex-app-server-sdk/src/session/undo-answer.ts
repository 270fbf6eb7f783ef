import type * as wire from "codex-app-server-sdk/protocol";
import type { Answered } from "../client/app-server-client.js";
import type { ThreadRecords } from "../records/thread-records.js";
import { TurnRecord } from "../records/turn-record.js";
import { endRecordedTurn } from "../turn/end-begun-work.js";
import type { TurnServer } from "../turn/turn-server.js";

/** Closes what a request has opened. */
export type Undo = () => Promise<unknown>;

interface UndoPlace {
  readonly records: ThreadRecords;
  readonly server: TurnServer;
}

/**
 * How to close what a request has opened whose answer nobody waits for any more: the caller has
 * been told that there is none, and does not know its id.
 */
export function undoAnswer(answered: Answered, place: UndoPlace): Undo | undefined {
  switch (answered.method) {
    case "thread/start":
    case "thread/fork":
    case "thread/resume": {
      const { thread } = answered.result as { thread: wire.Thread };
      return unsubscribing(thread.id, place);
    }
    case "turn/start":
    case "review/start":
    case "thread/queue/start": {
      const { threadId } = answered.params as { threadId: string };
      const { turn } = answered.result as { turn: wire.Turn };
      return ending(threadId, turn.id, place);
    }
    case "thread/queue/add": {
      const { threadId } = answered.params as { threadId: string };
      const { queuedSubmission } = answered.result as wire.ThreadQueueAddResponse;
      const params = { threadId, queuedSubmissionId: queuedSubmission.id };
      return () => place.server.request("thread/queue/delete", params);
    }
    case "account/login/start": {
      const { loginId } = answered.result as { loginId?: string };
      if (loginId === undefined) return undefined;
      return () => place.server.request("account/login/cancel", { loginId });
    }
    case "process/spawn": {
      const { processHandle } = answered.params as { processHandle: string };
      return () => place.server.request("process/kill", { processHandle });
    }
    default:
      return undefined;
  }
}

/** A thread that other callers hold, or are about to, stays theirs. */
function unsubscribing(threadId: string, { records, server }: UndoPlace): Undo | undefined {
  const { subscription } = records.of(threadId);
  if (subscription.isOn || subscription.isChanging) return undefined;
  return () => subscription.change("off", () => server.request("thread/unsubscribe", { threadId }));
}

/** A turn that others wait for stays theirs, although the server has put this input into it. */
function ending(threadId: string, turnId: string, place: UndoPlace): Undo | undefined {
  const record = place.records.of(threadId);
  if (record.turns.isOwn(turnId)) return undefined;
  const turn = new TurnRecord(threadId, turnId);
  if (!record.turns.isBusy) record.turns.begin(turn);
  return () =>
    endRecordedTurn(record.turns.running?.names(turnId) ? record.turns.running : turn, place);
}
