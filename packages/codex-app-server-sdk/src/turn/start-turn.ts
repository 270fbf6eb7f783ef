import { abortable } from "../async/abortable.js";
import { deadline } from "../async/deadline.js";
import { settlesWithin } from "../async/settles-within.js";
import type { AppServerClient } from "../client/app-server-client.js";
import type { Reservation } from "../notifications/turn-router.js";
import { createGoalFeed } from "./goal-feed.js";
import { graceMs, RunningTurn, type RunningTurnOptions } from "./running-turn.js";
import { plainFeed, SelfStartedTurn } from "./self-started-turn.js";
import type { TurnTimeouts } from "./turn-timers.js";

/** When to give a turn up. */
export interface TurnLife {
  /**
   * Aborting interrupts the turn. Everything that waits for the turn rejects with the signal's
   * reason.
   */
  signal?: AbortSignal | undefined;
  /** Time limits of the turn. */
  timeouts?: TurnTimeouts | undefined;
}

export interface TurnStart extends TurnLife {
  client: AppServerClient;
  threadId: string;
  /** Whether notifications are kept for a stream that may be opened later. */
  keepsNotifications: boolean;
  /** Called after the thread was reserved and before the request. */
  prepare(): Promise<unknown>;
}

/** How long a goal or a compaction may take to start its first turn. */
const selfStartMs = 30_000;

/**
 * Starts a turn with a request whose answer names the turn. Throws a `TurnInProgressError` at once
 * when the thread is busy.
 */
export function startTurn(
  start: TurnStart,
  send: (onTurn: (turnId: string) => void) => Promise<unknown>,
): Promise<RunningTurn> {
  return withReservation(start, async (reservation) => {
    await start.prepare();
    start.signal?.throwIfAborted();
    let running: RunningTurn | undefined;
    await send((turnId) => {
      // Called before the next message is read, which may be the turn's first notification.
      running = new RunningTurn(turnId, { ...start, ...lifeOf(start), reservation });
      reservation.attach(running);
    });
    return running as RunningTurn;
  });
}

/** Starts a compaction, whose turn the server starts by itself. */
export function startCompaction(start: TurnStart): Promise<RunningTurn> {
  const { client, threadId } = start;
  return withReservation(start, async (reservation) => {
    await start.prepare();
    const options = { ...start, ...lifeOf(start), reservation };
    const sink = new SelfStartedTurn({
      create: (turnId) => new RunningTurn(turnId, options),
      feed: plainFeed,
      limits: client.options.limits,
    });
    reservation.attach(sink);
    await client.request("thread/compact/start", { threadId });
    return deadline(sink.started, { method: "thread/compact/start", ms: selfStartMs });
  });
}

/** Starts a goal: one turn for the user, any number for the server. */
export function startGoal(start: TurnStart, objective: string): Promise<RunningTurn> {
  const { client, threadId } = start;
  const pause = (): Promise<unknown> =>
    client.request("thread/goal/set", { threadId, status: "paused" });
  return withReservation(start, async (reservation) => {
    await start.prepare();
    await client.request("thread/goal/clear", { threadId });
    const options = { ...start, ...lifeOf(start), reservation, pause };
    const sink = new SelfStartedTurn({
      create: (turnId) => new RunningTurn(turnId, options),
      feed: createGoalFeed(),
      limits: client.options.limits,
    });
    reservation.attach(sink);
    await client.request("thread/goal/set", { threadId, objective, status: "active" });
    const turn = await deadline(sink.started, { method: "thread/goal/set", ms: selfStartMs }).catch(
      async (error: unknown) => {
        // The error that is thrown is more useful than a second one about pausing.
        await pause().catch(() => {});
        throw error;
      },
    );
    void pauseUnlessCompleted(turn, pause, client);
    return turn;
  });
}

/** Pauses a goal whose turn failed or was interrupted; the server would start the next turn. */
async function pauseUnlessCompleted(
  turn: RunningTurn,
  pause: () => Promise<unknown>,
  client: AppServerClient,
): Promise<void> {
  const end = await turn.ended;
  if (client.endReason) return;
  if (end.kind === "completed" && end.result.turn.status === "completed") return;
  await pause().catch((error: unknown) => {
    client.options.logger.warn(`The goal of thread ${turn.threadId} may go on: ${error}`);
  });
}

function lifeOf({ signal, timeouts }: TurnLife): Pick<RunningTurnOptions, "signal" | "timeouts"> {
  return { signal, timeouts };
}

/** Reserves the thread before anything else happens. */
async function withReservation(
  { client, threadId, signal }: TurnStart,
  start: (reservation: Reservation) => Promise<RunningTurn>,
): Promise<RunningTurn> {
  const reservation = client.turns.reserve(threadId);
  const turn = start(reservation);
  turn.catch(() => reservation.release());
  return orGivenUp(turn, signal);
}

/**
 * When the caller gives up before the turn has started, the turn interrupts itself as soon as it
 * starts, because it gets the same signal. Waits a little for its end, so that the thread is free
 * again.
 */
async function orGivenUp(
  turn: Promise<RunningTurn>,
  signal: AbortSignal | undefined,
): Promise<RunningTurn> {
  try {
    return await abortable(turn, signal);
  } catch (error) {
    const over = turn.then(({ ended }) => ended).catch(() => {});
    if (signal?.aborted) await settlesWithin(over, graceMs);
    throw error;
  }
}
