import type * as wire from "codex-app-server-sdk/protocol";
import type { Answered } from "../client/app-server-client.js";
import type { OpeningParams, ThreadRecord } from "./thread-record.js";
import type { ThreadRecords } from "./thread-records.js";
import type { OpenedSettings } from "./thread-settings.js";
import { TurnRecord } from "./turn-record.js";

type Note<M extends keyof wire.ClientRequests> = (
  records: ThreadRecords,
  params: wire.ClientRequests[M]["params"],
  result: wire.ClientRequests[M]["result"],
  isLate: boolean,
) => void;

/** What the answers to requests say of a thread, whoever sent them. */
const notes: { [M in keyof wire.ClientRequests]?: Note<M> } = {
  "thread/start": (records, params, opening, isLate) => {
    noteOpening(opened(records, opening, isLate), params);
  },
  "thread/fork": (records, params, opening, isLate) => {
    const record = opened(records, opening, isLate);
    noteOpening(record, params);
    record.isStored = !opening.thread.ephemeral;
  },
  "thread/resume": (records, params, opening, isLate) => {
    const { thread } = opening;
    const record = opened(records, opening, isLate);
    noteOpening(record, params);
    record.isStored = !thread.ephemeral;
    // What a late answer says of it is long past.
    if (thread.status.type === "active" && !isLate) record.turns.markActive();
  },
  "thread/unsubscribe": (records, { threadId }, _, isLate) => {
    const record = records.find(threadId);
    if (!record) return;
    record.subscription.answered("off", { isLate });
    record.queue?.unsubscribed();
    records.keepOrForget(record);
  },
  "thread/archive": (records, { threadId }) => forget(records, threadId),
  "thread/delete": (records, { threadId }) => forget(records, threadId),
  "thread/name/set": (records, { threadId }) => {
    const record = records.find(threadId);
    if (record) record.isStored = !record.isEphemeral;
  },
  "thread/goal/set": (records, { threadId }, { goal }) => noteGoal(records, threadId, goal),
  "thread/goal/get": (records, { threadId }, { goal }) => noteGoal(records, threadId, goal),
  "thread/goal/clear": (records, { threadId }) => noteGoal(records, threadId, null),
  "thread/queue/add": (records, { threadId }) => noteQueue(records, threadId, true),
  "thread/queue/list": (records, { threadId }, { data }) =>
    noteQueue(records, threadId, data.length > 0),
  "thread/queue/delete": (records, { threadId, queuedSubmissionId }, { deleted }) => {
    if (deleted) records.find(threadId)?.queue?.deleted(queuedSubmissionId);
  },
  "thread/queue/start": (records, { threadId }, { turn }) => began(records, threadId, turn),
  "thread/settings/update": (records, params) => {
    records.find(params.threadId)?.settings.accepted(params);
  },
  "turn/start": (records, params, { turn }) => {
    records.find(params.threadId)?.settings.accepted(params);
    began(records, params.threadId, turn);
  },
  "review/start": (records, { threadId }, { turn }) => began(records, threadId, turn),
};

/** Takes note of what an answer says of a thread, so that raw requests change its record too. */
export function noteAnswer(records: ThreadRecords, answered: Answered): void {
  const note = Object.hasOwn(notes, answered.method) ? notes[answered.method] : undefined;
  (note as Note<keyof wire.ClientRequests> | undefined)?.(
    records,
    answered.params,
    answered.result,
    answered.isUnwanted,
  );
}

type OpeningAnswer = Pick<wire.ThreadStartResponse, "thread"> & OpenedSettings;

function opened(records: ThreadRecords, opening: OpeningAnswer, isLate: boolean): ThreadRecord {
  const { thread } = opening;
  const record = records.of(thread.id);
  if (!isLate) record.settings.opened(opening);
  record.isEphemeral = thread.ephemeral;
  record.subscription.answered("on", { isLate });
  records.keepOrForget(record);
  return record;
}

function noteOpening(record: ThreadRecord, { config, permissions }: OpeningParams): void {
  record.opening = {
    ...record.opening,
    ...(config && { config }),
    ...(permissions && { permissions }),
  };
}

function forget(records: ThreadRecords, threadId: string): void {
  const record = records.find(threadId);
  if (record) records.forget(record);
}

function noteGoal(records: ThreadRecords, threadId: string, goal: wire.ThreadGoal | null): void {
  const record = records.find(threadId);
  if (record) record.hasActiveGoal = goal?.status === "active";
}

function noteQueue(records: ThreadRecords, threadId: string, hasQueue: boolean): void {
  const record = records.find(threadId);
  if (record) record.hasQueue = hasQueue;
}

/** A turn that was started by a raw request; the holder of the thread's turn notes its own. */
function began(records: ThreadRecords, threadId: string, turn: wire.Turn): void {
  const record = records.find(threadId);
  if (!record || record.turns.isBusy || record.turns.hasEnded(turn.id)) return;
  record.turns.begin(new TurnRecord(threadId, turn.id));
}
