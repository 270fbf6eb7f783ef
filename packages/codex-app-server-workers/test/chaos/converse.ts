import { setTimeout as sleep } from "node:timers/promises";
import { isCodexError } from "codex-app-server-sdk";
import { type Fleet, FleetError, type FleetTurn, type LoggedEvent } from "../../src/index.js";
import { Onlooker } from "./onlooker.js";
import type { Random } from "./random.js";
import { readRoving } from "./roving-reader.js";
import type { PlannedMessage, ThreadPlan } from "./thread-plan.js";
import { verifyApprovals } from "./verify-approvals.js";
import { verifyReader, verifyStream } from "./verify-stream.js";

export interface ConverseOptions {
  readonly plan: ThreadPlan;
  /** Clients of the fleet, each with a connection of its own. */
  readonly fleets: readonly [Fleet, ...Fleet[]];
  readonly random: Random;
  /** How long it rests between two messages, on average. */
  readonly everyMs: number;
  /** Gives it up. */
  readonly signal: AbortSignal;
}

/** A thread whose messages were all answered. */
export interface Conversed {
  readonly events: readonly LoggedEvent[];
  readonly faults: readonly string[];
}

/**
 * Sends the messages of a thread, reads its events in two places, answers its questions from two
 * clients at once, and says what was wrong with all that.
 */
export async function converse(options: ConverseOptions): Promise<Conversed> {
  const { plan, fleets, random, signal } = options;
  const onlooker = new Onlooker({ plan, fleets, random: random.fork("onlooker"), signal });
  const onEvent = (event: LoggedEvent): void => onlooker.hear(event);
  const read = (name: string): Promise<LoggedEvent[]> =>
    readRoving({ plan, fleets, random: random.fork(name), signal, onEvent });
  const [wrong, ...readers] = await Promise.all([sendAll(options), read("one"), read("other")]);
  const events = await readWhole(options, readers[0]?.at(-1));
  const open = await fleets[0].thread(plan.id).approvals();
  return {
    events,
    faults: [
      ...wrong,
      ...readers.flatMap((reader, at) => verifyReader(`${plan.id}'s reader ${at}`, events, reader)),
      ...verifyStream(plan, events),
      ...verifyApprovals(plan, events, await onlooker.done()),
      ...open.map(({ id }) => `${plan.id}: ${id} is still open`),
    ],
  };
}

/** Sends one after the other, some twice; resolves with what was wrong with their results. */
async function sendAll({
  plan,
  fleets,
  random,
  everyMs,
  signal,
}: ConverseOptions): Promise<string[]> {
  const own = random.fork("sender");
  const results: Promise<string[]>[] = [];
  for (const planned of plan.messages) {
    await sleep(own.between(0, 2 * everyMs), undefined, { signal });
    const send = (): Promise<FleetTurn> =>
      own.pick(fleets).thread(plan.id).turn(planned.text, { id: planned.id });
    const [turn, again] = [send(), own.chance(0.2) ? send() : undefined];
    results.push(resultFaults(planned, await turn, signal));
    // Most are interrupted when they have begun, others while they wait.
    if (planned.isInterrupted && own.chance(0.3)) {
      results.push(interrupt(await turn, own.between(0, 3000), signal));
    }
    await again;
  }
  return (await Promise.all(results)).flat();
}

/** It resolves though the turn has ended, or never began. */
async function interrupt(turn: FleetTurn, afterMs: number, signal: AbortSignal): Promise<string[]> {
  await sleep(afterMs, undefined, { signal });
  await turn.interrupt({}, { signal });
  return [];
}

const interruptions = ["TURN_INTERRUPTED", "TURN_CANCELLED"];

async function resultFaults(
  { id, answer, isInterrupted }: PlannedMessage,
  turn: FleetTurn,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const { finalResponse } = await turn.result({ signal });
    return finalResponse === answer ? [] : [`turn ${id} has the result ${finalResponse}`];
  } catch (error) {
    if (signal.aborted) throw error;
    const code = isCodexError(error) || error instanceof FleetError ? error.code : "unknown";
    if (isInterrupted && interruptions.includes(code)) return [];
    return [`turn ${id} has no result: ${code}: ${String(error)}`];
  }
}

/** All events up to the last one, read in one go. */
async function readWhole(
  { plan, fleets, signal }: ConverseOptions,
  last: LoggedEvent | undefined,
): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of fleets[0].thread(plan.id).events({ signal })) {
    events.push(event);
    if (event.eventId === last?.eventId) break;
  }
  return events;
}
