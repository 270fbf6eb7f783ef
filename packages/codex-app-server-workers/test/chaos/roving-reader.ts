import { setTimeout as sleep } from "node:timers/promises";
import type { Fleet, LoggedEvent } from "../../src/index.js";
import type { Random } from "./random.js";
import type { ThreadPlan } from "./thread-plan.js";

export interface RovingReaderOptions {
  readonly plan: ThreadPlan;
  readonly fleets: readonly [Fleet, ...Fleet[]];
  readonly random: Random;
  /** Gives it up. */
  readonly signal: AbortSignal;
  onEvent(event: LoggedEvent): void;
}

const ends = new Set(["finish", "failed", "cancelled"]);

/**
 * Reads all events of a thread and never stays long: it leaves at random, and goes on from the
 * event that it has read last, with another client.
 */
export async function readRoving(options: RovingReaderOptions): Promise<LoggedEvent[]> {
  const { plan, random, signal } = options;
  const read: LoggedEvent[] = [];
  const isDone = (): boolean =>
    read.filter(({ type }) => ends.has(type)).length === plan.messages.length;
  while (!isDone()) {
    await visit(options, read, isDone);
    await sleep(random.between(0, 200), undefined, { signal });
  }
  return read;
}

async function visit(
  { plan, fleets, random, signal, onEvent }: RovingReaderOptions,
  read: LoggedEvent[],
  isDone: () => boolean,
): Promise<void> {
  const leave = AbortSignal.timeout(Math.ceil(random.between(50, 4000)));
  const most = read.length + random.between(1, 40);
  const after = read.at(-1)?.eventId;
  const wait = { after, signal: AbortSignal.any([signal, leave]) };
  try {
    for await (const event of random.pick(fleets).thread(plan.id).events(wait)) {
      read.push(event);
      onEvent(event);
      if (isDone() || read.length > most) return;
    }
  } catch (error) {
    if (signal.aborted || !leave.aborted) throw error;
  }
}
