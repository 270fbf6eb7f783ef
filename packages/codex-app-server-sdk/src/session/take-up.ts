import { isDeepStrictEqual } from "node:util";
import type * as wire from "codex-app-server-sdk/protocol";
import { allEntries } from "../async/page-entries.js";
import type { AppServerClient } from "../client/app-server-client.js";
import { describeError } from "../errors/error-text.js";
import { TransportClosedError } from "../errors/index.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { ThreadRecords } from "../records/thread-records.js";
import { catchUp } from "../turn/catch-up.js";
import type { TurnServer } from "../turn/turn-server.js";
import { resumeParams } from "./resume-params.js";

export interface TakeUp {
  readonly client: AppServerClient;
  /** The server, over the new connection. */
  readonly server: TurnServer;
  readonly records: ThreadRecords;
  /** Why the last connection was lost. */
  readonly reason: TransportClosedError;
  /** Whether the server is a new process. */
  readonly isNewServer: boolean;
}

/**
 * Takes up on a new connection what was lost with the last one: the threads, and the turns that run
 * or have ended meanwhile. Rejects when the connection ends before that is done.
 */
export async function takeUp(work: TakeUp): Promise<void> {
  const { client, records, server, isNewServer } = work;
  const lost = [...records].filter(({ held }) => held !== undefined);
  if (lost.length === 0) return;
  const loaded = isNewServer ? new Set<string>() : await loadedThreads(server);
  await Promise.all(lost.map((record) => takeUpThread(record, loaded.has(record.id), work)));
  if (client.endReason) throw client.endReason;
}

async function loadedThreads(server: TurnServer): Promise<Set<string>> {
  const ids = await allEntries(async (cursor) => {
    const { data, nextCursor } = await server.request("thread/loaded/list", { cursor });
    return { data, nextCursor: nextCursor ?? null };
  });
  return new Set(ids);
}

async function takeUpThread(
  record: ThreadRecord,
  isLoaded: boolean,
  { client, server, records, reason }: TakeUp,
): Promise<void> {
  const place = { server, records, record };
  // A sub-agent's thread comes back when its parent needs it.
  if (record.parent && !isLoaded) return endRecord(record, records, reason);
  try {
    const { safety } = record.settings;
    const answer = await client.request("thread/resume", resumeParams(record));
    record.settings.accepted(safety);
    if (!isLoaded) await restoreSandbox(record, { safety, answer, server });
    const { status } = answer.thread;
    await catchUp({ place, status, reason, hasDied: !isLoaded });
    records.resume(record);
  } catch (cause) {
    if (client.endReason) return; // The next connection takes it up.
    const why = describeError(cause);
    server.logger.warn(`Thread ${record.id} could not be taken up again: ${why}`);
    await interruptLeft(record, server);
    const message = `${reason.summary} Its thread could not be taken up again: ${why}`;
    endRecord(record, records, new TransportClosedError(message, { cause }));
  }
}

function endRecord(record: ThreadRecord, records: ThreadRecords, reason: Error): void {
  record.lost(reason);
  records.keepOrForget(record);
}

interface Restore {
  readonly safety: ThreadRecord["settings"]["safety"];
  readonly answer: wire.ThreadResumeResponse;
  readonly server: TurnServer;
}

/** The request to resume can name the kind of the sandbox and nothing more of it. */
async function restoreSandbox(
  record: ThreadRecord,
  { safety, answer, server }: Restore,
): Promise<void> {
  const { sandboxPolicy } = safety;
  if (!sandboxPolicy || isDeepStrictEqual(sandboxPolicy, answer.sandbox)) return;
  if (server.experimentalApi) {
    await server.request("thread/settings/update", { threadId: record.id, sandboxPolicy });
    return;
  }
  server.logger.warn(
    `Thread ${record.id} has the sandbox ${answer.sandbox.type} without the details that it had: give sandboxPolicy with the next turn.`,
  );
}

/** A turn that can't be followed any more must not go on unseen. */
async function interruptLeft(
  { id, holder, turn }: ThreadRecord,
  server: TurnServer,
): Promise<void> {
  if (!holder || !turn) return;
  const params = { threadId: id, turnId: turn.activeId ?? turn.turnId };
  await server.request("turn/interrupt", params).catch(() => {}); // There may be none any more.
}
