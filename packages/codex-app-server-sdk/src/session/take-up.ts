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
  const { client, records } = work;
  const lost = [...records].filter(({ held }) => held !== undefined);
  if (lost.length === 0) return;
  const threads = new LostThreads(work);
  await threads.takeUp(lost);
  if (client.endReason) throw client.endReason;
}

/** The threads that are taken up, each once: those that were lost, and sub-agents found by them. */
class LostThreads {
  readonly #work: TakeUp;
  readonly #taken = new Map<ThreadRecord, Promise<void>>();

  constructor(work: TakeUp) {
    this.#work = work;
  }

  async takeUp(records: readonly ThreadRecord[]): Promise<void> {
    const { isNewServer, server } = this.#work;
    const missing = records.filter((record) => !this.#taken.has(record));
    if (missing.length > 0) {
      const loaded = isNewServer ? noThreads : loadedThreads(server);
      for (const record of missing) this.#taken.set(record, this.#takeUp(record, loaded));
    }
    await Promise.all(records.map((record) => this.#taken.get(record)));
  }

  async #takeUp(record: ThreadRecord, loaded: Promise<ReadonlySet<string>>): Promise<void> {
    const isLoaded = (await loaded).has(record.id);
    const takeUpAgents = (): Promise<void> => this.#takeUpAgents(record);
    await takeUpThread(record, { ...this.#work, isLoaded, takeUpAgents });
  }

  /** Those that were set to work meanwhile are held back like the others, until they are known. */
  async #takeUpAgents({ agents }: ThreadRecord): Promise<void> {
    for (const agent of agents) {
      if (!this.#taken.has(agent)) agent.suspend();
    }
    await this.takeUp([...agents]);
  }
}

const noThreads: Promise<ReadonlySet<string>> = Promise.resolve(new Set());

async function loadedThreads(server: TurnServer): Promise<ReadonlySet<string>> {
  const ids = await allEntries(async (cursor) => {
    const { data, nextCursor } = await server.request("thread/loaded/list", { cursor });
    return { data, nextCursor: nextCursor ?? null };
  });
  return new Set(ids);
}

interface TakeUpThread extends TakeUp {
  /** Whether the server still has the thread in its memory. */
  readonly isLoaded: boolean;
  /** Takes up the sub-agents' threads that are known so far. */
  takeUpAgents(): Promise<void>;
}

async function takeUpThread(
  record: ThreadRecord,
  { client, server, records, reason, isLoaded, takeUpAgents }: TakeUpThread,
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
    await catchUp({ place, status, reason, hasDied: !isLoaded, takeUpAgents });
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
  { id, turns: { holder, running } }: ThreadRecord,
  server: TurnServer,
): Promise<void> {
  if (!holder || !running) return;
  const params = { threadId: id, turnId: running.activeId ?? running.turnId };
  await server.request("turn/interrupt", params).catch(() => {}); // There may be none any more.
}
