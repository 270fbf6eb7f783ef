import type * as wire from "codex-app-server-sdk/protocol";
import { settlesWithin } from "../async/settles-within.js";
import { throwIfAborted } from "../async/throw-if-aborted.js";
import { describeError } from "../errors/error-text.js";
import { ProtocolError, RequestTimeoutError, TransportClosedError } from "../errors/index.js";
import type { TurnLife } from "../options/turn-options.js";
import { GoalSeries } from "./goal-series.js";
import { LiveTurn, type LiveTurnOptions } from "./live-turn.js";
import type { TurnPlace } from "./turn-server.js";

export interface TurnStart extends TurnLife {
  readonly place: TurnPlace;
  /** Whether notifications are kept for a stream that may be opened later. */
  readonly keepsNotifications: boolean;
  /** For whom the thread's turn was reserved, if it was. */
  readonly owner?: object | undefined;
}

type NamingMethod = "turn/start" | "review/start" | "thread/queue/start";

/** A request whose answer names the turn that it starts. */
export interface NamingRequest<M extends NamingMethod> {
  readonly method: M;
  /** Does what must be done first, now that the thread's turn is taken, and makes the params. */
  prepare(): Promise<wire.ClientRequests[M]["params"]>;
}

/** How long the server may take to start a turn by itself, in milliseconds. */
export const selfStartMs = 30_000;

/** Starts a turn. Throws a `TurnInProgressError` at once when the thread has a turn that runs. */
export async function startTurn<M extends NamingMethod>(
  start: TurnStart,
  { method, prepare }: NamingRequest<M>,
): Promise<LiveTurn> {
  const { server } = start.place;
  return begin(start, {}, async (turn) => {
    const params = await prepare();
    if (!turn.isWanted) return turn.refused(undefined);
    const sent = method === "turn/start" && server.isRemade ? withMessageId(params) : params;
    turn.asking((sent as wire.TurnStartParams).clientUserMessageId ?? undefined);
    await server.request(method, sent, {
      queueSignal: start.signal,
      onResult: (result) => turn.named(result.turn.id),
      onUnreadable: (result, error) => {
        // Before it is named: the caller gets no handle of a turn whose answer is no good.
        turn.unanswered(error);
        const turnId = turnIdIn(result);
        if (turnId !== undefined) turn.named(turnId);
      },
    });
  });
}

/** By the id of what the user says, the turn is found again when the answer was lost. */
function withMessageId<P extends object>(params: P): P {
  const { clientUserMessageId } = params as Partial<wire.TurnStartParams>;
  return { ...params, clientUserMessageId: clientUserMessageId ?? crypto.randomUUID() };
}

/** Starts a compaction, whose turn the server starts by itself. */
export async function startCompaction(
  start: TurnStart,
  prepare: () => Promise<unknown>,
): Promise<LiveTurn> {
  const { record, server } = start.place;
  return begin(start, { startsItself: true }, async (turn) => {
    await prepare();
    if (!turn.isWanted) return turn.refused(undefined);
    turn.asking();
    const params = { threadId: record.id };
    const onResult = (): void => turn.accepted();
    const options = { queueSignal: start.signal, onResult };
    await server.request("thread/compact/start", params, options);
    await awaitStart(turn, "thread/compact/start");
  });
}

/** Starts a goal: one turn to the user, as many as it takes to the server. */
export async function startGoal(
  start: TurnStart,
  objective: string,
  prepare: () => Promise<unknown>,
): Promise<LiveTurn> {
  const { record, server } = start.place;
  const threadId = record.id;
  const series = goalSeries(start.place);
  return begin(start, { startsItself: true, series }, async (turn) => {
    await prepare();
    if (!turn.isWanted) return turn.refused(undefined);
    await server.request("thread/goal/clear", { threadId });
    if (!turn.isWanted) return turn.refused(undefined);
    const params = { threadId, objective, status: "active" as const };
    await askForGoal(turn, { series, place: start.place, params });
    await awaitStart(turn, "thread/goal/set");
  });
}

/**
 * Sets a goal that may become active by it: it then has the turn of the thread, which is kept for
 * it. Else `turn` is undefined.
 */
export async function setGoal(
  { place, signal, timeouts }: Omit<TurnStart, "keepsNotifications">,
  params: wire.ThreadGoalSetParams,
  prepare: () => Promise<unknown>,
): Promise<{ goal: wire.ThreadGoal; turn: LiveTurn | undefined }> {
  throwIfAborted(signal);
  if (place.record.fenced) throw place.record.fenced;
  const series = goalSeries(place);
  const kind = { startsItself: true, keepsNotifications: true };
  const turn = new LiveTurn({ place, signal, timeouts, series, ...kind });
  place.record.turns.adopt(turn);
  try {
    await prepare();
    const goal = await askForGoal(turn, { series, place, params, active: () => turn.trace() });
    if (goal.status !== "active") return { goal, turn: undefined };
    void awaitStart(turn, "thread/goal/set");
    return { goal, turn };
  } catch (error) {
    notBegun(turn, error);
    throw error;
  }
}

/**
 * Takes the turn of a thread whose goal is active: when the thread is resumed, the server goes on
 * with it by itself, milliseconds after its answer.
 */
export function holdGoal(place: TurnPlace): LiveTurn {
  const series = goalSeries(place);
  const turn = new LiveTurn({ place, keepsNotifications: true, startsItself: true, series });
  place.record.turns.take(turn);
  turn.trace();
  turn.asking();
  void pauseWhenLeft(turn, series, place);
  return turn;
}

interface AskedGoal {
  readonly series: GoalSeries;
  readonly place: TurnPlace;
  readonly params: wire.ThreadGoalSetParams;
  /** Called when the goal is active, so that turns are to come. */
  active?(): void;
}

/** Sets a goal. When it is not active then, as its budget is used up, no turn is to come. */
async function askForGoal(
  turn: LiveTurn,
  { series, place, params, active }: AskedGoal,
): Promise<wire.ThreadGoal> {
  turn.asking();
  const { goal } = await place.server.request("thread/goal/set", params, {
    onResult: (answer) => {
      if (answer.goal.status !== "active") return turn.refused(undefined);
      active?.();
      turn.accepted();
    },
  });
  if (goal.status === "active") void pauseWhenLeft(turn, series, place);
  return goal;
}

/** Waits for a turn that the server starts by itself. It is given up when it does not. */
export async function awaitStart(turn: LiveTurn, method: string): Promise<void> {
  if (await settlesWithin(turn.namedOrOver, selfStartMs)) return;
  turn.unanswered(new RequestTimeoutError(method, selfStartMs));
}

/** Takes the thread's turn before anything else happens, then asks the server for it. */
async function begin(
  { place, signal, timeouts, keepsNotifications, owner }: TurnStart,
  kind: Pick<LiveTurnOptions, "startsItself" | "series">,
  ask: (turn: LiveTurn) => Promise<void>,
): Promise<LiveTurn> {
  throwIfAborted(signal);
  if (place.record.fenced) throw place.record.fenced;
  place.record.turns.assertIdle(owner);
  const turn = new LiveTurn({ place, signal, timeouts, keepsNotifications, ...kind });
  place.record.turns.take(turn, owner);
  turn.trace();
  const asking = turn.run(() => ask(turn));
  asking.catch((error: unknown) => {
    const isLost = error instanceof TransportClosedError && place.server.isConnected;
    if (isLost && turn.isAsked) turn.doubted(error);
    else notBegun(turn, error);
  });
  await turn.begun;
  return turn;
}

/** The server did not answer as it should: it may have started the turn all the same. */
export function notBegun(turn: LiveTurn, error: unknown): void {
  if (turn.isAsked && mayHaveBegun(error)) turn.unanswered(error);
  else turn.refused(error);
}

function mayHaveBegun(error: unknown): boolean {
  return error instanceof RequestTimeoutError || error instanceof ProtocolError;
}

function turnIdIn(result: unknown): string | undefined {
  const { turn } = (result ?? {}) as { turn?: { id?: unknown } };
  return typeof turn?.id === "string" ? turn.id : undefined;
}

function goalSeries({ server, record }: TurnPlace): GoalSeries {
  return new GoalSeries(() =>
    server.request("thread/goal/set", { threadId: record.id, status: "paused" }),
  );
}

/** A goal that nobody follows any more would otherwise start one turn after the other. */
async function pauseWhenLeft(
  turn: LiveTurn,
  series: GoalSeries,
  { server, record }: TurnPlace,
): Promise<void> {
  await turn.ended;
  if (!server.isConnected) return;
  if (!series.mayGoOn) return;
  await series.pause().catch((error: unknown) => {
    server.logger.warn(`The goal of thread ${record.id} may go on: ${describeError(error)}`);
  });
}
