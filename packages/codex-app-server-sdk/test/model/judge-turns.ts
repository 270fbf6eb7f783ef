import { TurnFailedError, TurnInterruptedError, type TurnResult } from "../../src/index.js";
import type { FakeCommand, FakeTurn } from "./fake-turn.js";
import { descendsFrom } from "./fake-work.js";
import type { Call, Interrupt, Kept } from "./user.js";
import type { World } from "./world.js";

/** What runs although whoever started it has given it up. */
export function findOwed(world: World): string[] {
  const { server } = world;
  const faults: string[] = [];
  for (const turn of server.turns) {
    if (turn.state === "over" || !isToEnd(world, turn)) continue;
    if (!isExcused(world, turn)) faults.push(`${turn} goes on although it was given up`);
  }
  for (const { goal, id } of server.threads.filter(({ isLive }) => isLive)) {
    const call = world.calls.find(({ name }) => name === goal?.objective);
    if (goal?.status !== "active" || !call || !isLeft(call)) continue;
    if (!server.hasMisbehaved) faults.push(`the goal of ${id} goes on although it was given up`);
  }
  return faults;
}

/** What was ended that was to go on, and what goes on that was to be ended. */
export function findWrongEnds(world: World): string[] {
  const faults: string[] = [];
  for (const turn of world.server.turns) {
    if (turn.endedBy === "this client" && !mayEnd(world, turn)) {
      faults.push(`${turn} was ended, which nobody had asked for`);
    }
  }
  for (const command of world.server.threads.flatMap(({ commands }) => commands)) {
    const { turn, processId } = command;
    if (command.isTerminated && !mayTerminate(world, turn)) {
      faults.push(`${processId} of ${turn} was ended, which nobody had asked for`);
    }
    if (command.isAlive && mustTerminate(world, command) && !isExcused(world, turn)) {
      faults.push(`${processId} of ${turn} goes on, although the turn was ended`);
    }
  }
  return faults;
}

/** What callers were told that is not what the server did. */
export function findWrongResults({ calls, server }: World): string[] {
  const faults: string[] = [];
  for (const { name, kind, outcome } of calls) {
    const told = toldStatus(outcome);
    if (told === undefined || (kind !== "run" && kind !== "turn")) continue;
    const turn = server.turns.find(({ inputs }) => inputs.includes(name));
    if (turn?.status !== told) faults.push(`${name} was told ${told}, but it is ${turn?.status}`);
  }
  return faults;
}

/** How a turn has ended, by what its caller was given. */
function toldStatus(outcome: unknown): string | undefined {
  if (outcome instanceof TurnFailedError) return "failed";
  if (outcome instanceof TurnInterruptedError) return "interrupted";
  return (outcome as Partial<TurnResult> | undefined)?.turn?.status;
}

/** Whether whoever started it has gone without knowing how it ends. */
function isLeft({ abort, ended }: Call): boolean {
  return ended === "left" || abort.signal.aborted;
}

/** Whether the turn, or the one that set it to work, is owed an end. */
function isToEnd(world: World, turn: FakeTurn): boolean {
  if (turn.root !== undefined) {
    const { root } = turn;
    return root.endedBy === "this client" && isToEnd(world, root) && !isKept(world, root, "agents");
  }
  // Of a raw request the client knows nothing but its answer, which a goal may have to itself.
  const isRaw = turn.source === "raw request";
  if (isRaw && (!turn.isAnswered || mayBeGoals(world, turn))) return false;
  if (world.isInterruptedRaw.has(turn.threadId)) return false;
  const starter = world.calls.find(({ name }) => name === turn.starter);
  if (starter !== undefined && isLeft(starter)) return true;
  return world.interruptsOf(turn).some(({ hasFailed }) => !hasFailed);
}

/** Nothing tells the turns that a goal or compaction starts from those of others. */
function mayBeGoals({ calls }: World, { threadId }: FakeTurn): boolean {
  return calls.some(
    (call) => call.threadId === threadId && (call.kind === "goal" || call.kind === "compact"),
  );
}

/** Whether an interrupt of the turn was told to keep these. */
function isKept(world: World, turn: FakeTurn, what: Kept): boolean {
  return world.interruptsOf(turn).some(({ kept }) => kept === what || kept === "everything");
}

/** Whether anybody who has a part in the turn may have wanted it to end. */
function mayEnd(world: World, turn: FakeTurn): boolean {
  return descendsFrom(
    turn,
    (one) =>
      world.callsOf(one).some(isLeft) ||
      world.interruptsOf(one).length > 0 ||
      world.isInterruptedRaw.has(one.threadId) ||
      isTakenForOwn(world, one),
  );
}

/**
 * Nothing tells a turn that a goal or compaction starts from one that somebody else starts, nor the
 * turn of a request that is not answered from one that is started past the objects meanwhile.
 */
function isTakenForOwn({ calls, held }: World, { threadId, source }: FakeTurn): boolean {
  const isInterrupted = (call: Call): boolean =>
    held.some((one) => one.call === call && one.interrupts.length > 0);
  return calls.some(
    (call) =>
      call.threadId === threadId &&
      (call.kind === "goal" || call.kind === "compact" || source === "raw request") &&
      (isLeft(call) || isInterrupted(call)),
  );
}

function mayTerminate(world: World, turn: FakeTurn): boolean {
  return descendsFrom(turn, (one) => {
    const spared = one === turn ? "commands" : "agents";
    const stops = ({ kept }: Interrupt): boolean => kept !== spared && kept !== "everything";
    return (
      world.callsOf(one).some(isLeft) ||
      world.interruptsOf(one).some(stops) ||
      isTakenForOwn(world, one)
    );
  });
}

function mustTerminate(world: World, { turn, isTold }: FakeCommand): boolean {
  if (!isTold || turn.endedBy !== "this client" || !isToEnd(world, turn)) return false;
  return !isKept(world, turn, "commands");
}

/** Whether the user was told that it could not be done, by a server that did not do its part. */
function isExcused({ server, told }: World, { id, threadId }: FakeTurn): boolean {
  const mine = told.filter((text) => text.includes(id) || text.includes(threadId));
  if (mine.some((text) => text.includes("can't be told apart"))) return true;
  const isSlow = server.hasMisbehaved || server.find(threadId)?.wasSlow;
  return isSlow === true && mine.some((text) => /may go on|may still run|did not end/.test(text));
}
