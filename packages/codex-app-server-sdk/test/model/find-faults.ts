import { vi } from "vitest";
import { findOwed, findWrongEnds, findWrongResults } from "./judge-turns.js";
import { recordsSeen } from "./records-seen.js";
import { requestMs, type World } from "./world.js";

/** Longer than anything takes that does not wait for the server. */
const longMs = 35_000;

/**
 * Ends a sequence, by a server that from now on does at once whatever it is asked for, and tells
 * which promises were broken.
 */
export async function findFaults(world: World): Promise<string[]> {
  const faults: string[] = [];
  if (world.isAlive) {
    world.server.behave();
    await world.settle();
    await world.advance(requestMs * 4);
    faults.push(...findOwed(world));
    await finish(world);
  }
  await world.advance(longMs);
  faults.push(...findPending(world), ...findWrongEnds(world), ...findWrongResults(world));
  if (world.isAlive) {
    faults.push(...findWrongSubscriptions(world));
    faults.push(...(await probe(world)));
    await deleteAll(world);
    faults.push(...findKept());
    world.close();
  } else {
    faults.push(...findActiveGoals(world));
  }
  await world.settle();
  await world.advance(longMs);
  faults.push(...findPending(world), ...world.faults);
  if (vi.getTimerCount() > 0) faults.push(`${vi.getTimerCount()} timers are left`);
  return faults;
}

/** All that runs ends by itself, and everybody answers who was asked. */
async function finish(world: World): Promise<void> {
  for (const one of world.asked) one.answer();
  await world.settle();
  for (const thread of world.server.threads) {
    if (thread.goal?.status === "active") thread.setGoal({ status: "complete" }, thread.turn);
    thread.begin();
    thread.end("completed", "itself");
  }
  await world.settle();
}

function findPending({ tracked, asked }: World): string[] {
  const pending = tracked.filter(({ state }) => state === "pending");
  const open = asked.filter(({ isAnswered, signal }) => !isAnswered && !signal.aborted);
  return [
    ...pending.map(({ name }) => `${name} never settles`),
    ...open.map(() => "a handler is never told that its answer is of no use any more"),
  ];
}

/** What the client takes itself to be subscribed to must be so, and nothing that nobody holds. */
function findWrongSubscriptions({ server, opened }: World): string[] {
  const faults: string[] = [];
  for (const thread of server.threads.filter(({ isLoaded }) => isLoaded)) {
    const isOn = recordsSeen()?.find(thread.id)?.subscription.isOn ?? false;
    if (isOn && !thread.isSubscribed) faults.push(`the client hears nothing of ${thread.id}`);
    const isLeft = thread.isKnown && !opened.has(thread.id);
    if (isLeft && thread.isSubscribed) faults.push(`${thread.id} is not left, which nobody holds`);
  }
  return faults;
}

/** A turn must be possible on each thread that the server can load, and end on each other one. */
async function probe(world: World): Promise<string[]> {
  const faults: string[] = [];
  for (const thread of world.threads) {
    thread.isQuick = true;
    for (const view of world.views.filter(({ id }) => id === thread.id)) {
      const isPossible = thread.isLive && (thread.isStored || thread.isSubscribed);
      // One that is not stored can't be resumed, so that nobody knows what an unsubscribe that was
      // not answered has led to.
      if (isPossible && !thread.isStored && thread.wasLeft) continue;
      let outcome = "never settles";
      view.run("probe").then(
        () => {
          outcome = "completes";
        },
        (error: unknown) => {
          outcome = `rejects with ${String(error)}`;
        },
      );
      await world.settle();
      await world.advance(requestMs);
      const isRight = isPossible ? outcome === "completes" : outcome.startsWith("rejects");
      if (!isRight) faults.push(`a turn on ${thread.id} in the end ${outcome}`);
    }
  }
  return faults;
}

/** What can't be deleted is left, so that the server unloads it. */
async function deleteAll(world: World): Promise<void> {
  for (const { id } of world.threads) {
    world.track("delete", world.codex.threadDelete(id));
    for (const view of world.views) {
      if (view.id === id) world.track("unsubscribe", view.unsubscribe());
    }
  }
  await world.settle();
  await world.advance(requestMs);
  for (const thread of world.server.threads) {
    if (!thread.isLoaded) continue;
    thread.unload();
    thread.announce("thread/closed");
  }
}

/** Nothing is kept of threads that are gone. */
function findKept(): string[] {
  const kept = [...(recordsSeen()?.[Symbol.iterator]() ?? [])].filter(
    (record) =>
      record.turns.isBusy ||
      record.subscription.isOn ||
      record.handlers !== undefined ||
      record.requests.isOwn ||
      record.parent !== undefined,
  );
  return kept.map(({ id }) => `the record of ${id} is kept`);
}

function findActiveGoals({ server, goalsAtClose }: World): string[] {
  if (server.hasMisbehaved || !server.isOpen) return [];
  return server.threads
    .filter(({ isLive }) => isLive)
    .filter(({ goal }) => goal?.status === "active" && goalsAtClose.includes(goal.objective))
    .map(({ id }) => `the goal of ${id} goes on after close()`);
}
