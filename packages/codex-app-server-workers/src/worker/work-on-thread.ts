import type { HeldLease } from "./held-lease.js";
import { ThreadPlace } from "./thread-place.js";
import type { ThreadWork } from "./thread-work.js";

/**
 * Answers the messages of a thread, one after the other, until none is left, it is the turn of
 * other threads, the worker closes, or one has to be tried again, here or on another worker. Never
 * rejects; resolves with what a message was left to another attempt for, and undefined otherwise.
 */
export async function workOnThread(work: ThreadWork, held: HeldLease): Promise<unknown> {
  const { engine, closing, logger, turnsPerLease } = work;
  const place = new ThreadPlace(work, held);
  let problem: unknown;
  try {
    for (let turns = 0; turns < turnsPerLease && !closing.aborted; turns += 1) {
      const begun = await engine.begin(held.lease);
      if (!begun) break;
      const outcome = await place.answer(begun);
      await engine.acknowledge(held.lease, begun.message.id, outcome);
    }
  } catch (error) {
    problem = error;
    logger?.warn(`Thread ${held.lease.threadId} is left to another attempt: ${String(error)}`);
  }
  await place.leave();
  return problem;
}
