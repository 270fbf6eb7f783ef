import { onAbort } from "../async/on-abort.js";
import type { HeldLease } from "./held-lease.js";
import { ThreadPlace } from "./thread-place.js";
import type { ThreadWork } from "./thread-work.js";

/**
 * Answers the messages of a thread, one after the other, until none is left, it is the turn of
 * other threads, the worker closes, or one has to be tried again, here or on another worker. Never
 * rejects; resolves with what a message was left to another attempt for, and undefined otherwise.
 */
export async function workOnThread(work: ThreadWork, held: HeldLease): Promise<unknown> {
  const { engine, codex, closing, logger, turnsPerLease } = work;
  const place = new ThreadPlace(work, held);
  let problem: unknown;
  try {
    // Before a message is begun: it is not to fail because this worker has no server.
    await unlessAborted(codex.start(), held.signal);
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

/** Resolves and rejects as the work does, or rejects with the signal's reason before. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    const unlisten = onAbort(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(unlisten);
  });
}
