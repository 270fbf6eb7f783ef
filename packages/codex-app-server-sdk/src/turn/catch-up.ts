import type * as wire from "codex-app-server-sdk/protocol";
import { PageEntries } from "../async/page-entries.js";
import { settlesWithin } from "../async/settles-within.js";
import type { TransportClosedError } from "../errors/index.js";
import type { TurnRecord } from "../records/turn-record.js";
import { findRunningTurn } from "./find-running-turn.js";
import { LiveTurn } from "./live-turn.js";
import type { TurnPlace } from "./turn-server.js";

/** What a thread has missed while the connection was lost. */
export interface Missed {
  readonly place: TurnPlace;
  /** What the thread does now. */
  readonly status: wire.ThreadStatus;
  /** Why the connection was lost. */
  readonly reason: TransportClosedError;
  /** Whether what ran has ended with the server's process. */
  readonly hasDied: boolean;
  /** Takes up the threads of the sub-agents that are known so far. */
  takeUpAgents(): Promise<void>;
}

/** How many turns back to look for the last one that is known. */
const maxTurns = 50;
const pageSize = 5;

/** The times between looks at whether a turn has begun: it does after some 40 ms (measured). */
const beginsWithinMs = [0, 50, 100, 200, 400, 800, 1_600];

/**
 * Tells a thread what it has missed, as if the server had: the items that were completed, and the
 * end of the turn that ran. Deltas are not kept anywhere. A turn that has ended with the server's
 * process is lost.
 */
export async function catchUp(missed: Missed): Promise<void> {
  const { place, status } = missed;
  const { turns, parent, queue } = place.record;
  const { holder, open } = turns;
  const turn = holder instanceof LiveTurn && holder.isAsked ? holder : undefined;
  if (turn || open || parent || queue?.isWaiting) await readMissed(missed, turn);
  await missed.takeUpAgents();
  if (turn?.isSeries && !turn.isOver) await readGoal(missed);
  await findRunningTurn(place, status);
}

async function readMissed(missed: Missed, turn: LiveTurn | undefined): Promise<void> {
  const { place, reason } = missed;
  const { record } = place;
  const turns = turn?.doubt === undefined ? await newestTurns(place) : await settle(turn, missed);
  const known = record.turns.open;
  const first = turns.findIndex((one) => known?.names(one.id) ?? isNews(one, turn, missed));
  if (first >= 0) {
    for (const one of turns.slice(first)) await replayTurn(one, missed);
  } else if (known) {
    endLost(known, reason, place);
  } else if (turn && missed.hasDied && !turn.isSeries) {
    turn.lost(reason);
  }
}

/** The turns since the last one that is known, and that one, the oldest first. */
async function newestTurns({ server, record }: TurnPlace): Promise<wire.Turn[]> {
  const threadId = record.id;
  const turns: wire.Turn[] = [];
  const entries = new PageEntries((cursor) =>
    server.request("thread/turns/list", { threadId, cursor, limit: pageSize, itemsView: "full" }),
  );
  for await (const turn of entries) {
    turns.unshift(turn);
    const isKnown = record.turns.open?.names(turn.id) || record.turns.hasEnded(turn.id);
    if (isKnown || turns.length >= maxTurns) break;
  }
  return turns;
}

/**
 * The answer to the request for a turn was lost: the stored turns say whether there is one. The
 * server may have taken the request and not begun yet, so that they are looked at for a while.
 */
async function settle(turn: LiveTurn, { place, hasDied }: Missed): Promise<wire.Turn[]> {
  const { doubt, messageId } = turn;
  for (const ms of hasDied || messageId === undefined ? [0] : beginsWithinMs) {
    if (ms > 0) await settlesWithin(turn.namedOrOver, ms);
    const turns = await newestTurns(place);
    const own = turns.find((one) => isFor(one, turn));
    if (own) turn.named(own.id);
    if (own || turn.isOver) return turns;
  }
  if (!hasDied && turn.isSeries) await pauseGoal(place);
  turn.refused(doubt); // One that has begun all the same is found as other clients' turns are.
  return newestTurns(place);
}

/** A goal that nobody follows would begin one turn after the other. */
async function pauseGoal({ server, record }: TurnPlace): Promise<void> {
  const params = { threadId: record.id, status: "paused" } as const;
  await server.request("thread/goal/set", params).catch(() => {}); // There may be none.
}

/** Whether the server has started this turn for what the user has said. */
function isFor({ items }: wire.Turn, { messageId }: LiveTurn): boolean {
  return items.some((item) => item.type === "userMessage" && item.clientId === messageId);
}

/** Whether a turn is one that the server has started by itself, or a sub-agent's. */
function isNews(news: wire.Turn, turn: LiveTurn | undefined, { place }: Missed): boolean {
  const { turns, parent, queue } = place.record;
  const { lastEnded } = turns;
  const isKnown = lastEnded !== undefined || parent !== undefined || queue?.isFor(news);
  return turn?.doubt === undefined && isKnown === true && news.id !== lastEnded;
}

async function replayTurn(turn: wire.Turn, missed: Missed): Promise<void> {
  const { place, reason, hasDied } = missed;
  const { record, records } = place;
  const threadId = record.id;
  const replay = (notification: wire.ServerNotification): void =>
    records.replay(record, notification);
  if (!record.turns.open?.names(turn.id)) {
    replay({ method: "turn/started", params: { threadId, turn: { ...turn, items: [] } } });
  }
  const known = record.turns.open;
  if (!known) return;
  replayItems(turn.items, known, replay);
  // What they have said is part of its result.
  await missed.takeUpAgents();
  const isDead = hasDied && turn.status !== "completed" && turn.status !== "failed";
  if (isDead && !isOfSeries(record.turns.holder)) endLost(known, reason, place);
  else if (isDead || turn.status !== "inProgress") {
    const status = isDead ? "interrupted" : turn.status;
    const ended = { ...turn, id: known.turnId, status };
    replay({ method: "turn/completed", params: { threadId, turn: ended } });
  }
}

function replayItems(
  items: readonly wire.ThreadItem[],
  { threadId, turnId, items: open, completedItems }: TurnRecord,
  replay: (notification: wire.ServerNotification) => void,
): void {
  for (const item of items) {
    const id = String(item.id);
    if (completedItems.has(id) || isRunning(item)) continue;
    const { startedAtMs, completedAtMs } = timesOf(item);
    const about = { item, threadId, turnId };
    if (!open.has(id)) replay({ method: "item/started", params: { ...about, startedAtMs } });
    replay({ method: "item/completed", params: { ...about, completedAtMs } });
  }
}

function isRunning(item: wire.ThreadItem): boolean {
  return (item as { status?: unknown }).status === "inProgress";
}

function timesOf(item: wire.ThreadItem): { startedAtMs: number; completedAtMs: number } {
  const { startedAtMs, completedAtMs } = item as Record<string, unknown>;
  const time = (value: unknown): number => (typeof value === "number" ? value : Date.now());
  return { startedAtMs: time(startedAtMs), completedAtMs: time(completedAtMs) };
}

function isOfSeries(holder: unknown): boolean {
  return holder instanceof LiveTurn && holder.isSeries;
}

/** A turn has ended with the server's process, or nobody can tell what has become of it. */
function endLost(
  turn: TurnRecord,
  reason: TransportClosedError,
  { record, records }: TurnPlace,
): void {
  for (const one of record.turns.followers) {
    if (one.isSame(turn.turnId)) one.lost(reason);
  }
  records.over(turn);
}

/** How a goal stands decides whether its turns go on. */
async function readGoal({ place }: Missed): Promise<void> {
  const { server, record, records } = place;
  const threadId = record.id;
  const { goal } = await server.request("thread/goal/get", { threadId });
  records.replay(
    record,
    goal
      ? { method: "thread/goal/updated", params: { threadId, turnId: null, goal } }
      : { method: "thread/goal/cleared", params: { threadId } },
  );
}
