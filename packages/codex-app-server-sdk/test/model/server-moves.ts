import * as fc from "fast-check";
import type { FakeMethod } from "./fake-answers.js";
import type { Manner } from "./fake-server.js";
import type { FakeThread } from "./fake-thread.js";
import { endCommand, startAgent, startCommand } from "./fake-work.js";
import { anyIndex, type Move, pick } from "./move.js";
import type { World } from "./world.js";

/** A move of the server on one of the threads of which something holds. */
function onThread(
  name: string,
  isFit: (thread: FakeThread, world: World) => boolean,
  act: (thread: FakeThread, world: World) => void,
): Move<{ thread: number }> {
  const fitting = (world: World): FakeThread[] =>
    world.server.isAwake ? world.server.threads.filter((thread) => isFit(thread, world)) : [];
  return {
    name,
    args: fc.record({ thread: anyIndex }),
    can: (world) => fitting(world).length > 0,
    act: (world, { thread }) => {
      const picked = pick(fitting(world), thread);
      if (picked) act(picked, world);
    },
  };
}

const isRunning = (thread: FakeThread): boolean => thread.isRunning;

export const says = onThread("server: says", isRunning, (thread) => thread.say("text"));
export const endsRound = onThread("server: ends round", isRunning, (thread) => thread.endRound());
export const completes = onThread("server: completes turn", isRunning, (thread) =>
  thread.end("completed", "itself"),
);
export const fails = onThread("server: fails turn", isRunning, (thread) =>
  thread.end("failed", "itself"),
);
export const failsForGood = onThread("server: fails turn without completion", isRunning, (thread) =>
  thread.endWithoutCompletion(),
);
export const begins = onThread(
  "server: begins turn",
  ({ turn }) => turn?.state === "asked",
  (thread) => thread.begin(),
);
export const slows = onThread(
  "server: takes time to begin turns",
  ({ isSlow }) => !isSlow,
  (thread) => {
    thread.isSlow = true;
    thread.wasSlow = true;
  },
);
export const deafens = onThread(
  "server: ignores interrupts",
  ({ isDeaf }) => !isDeaf,
  (thread, { server }) => {
    thread.isDeaf = true;
    server.hasMisbehaved = true;
  },
);
export const asks = onThread("server: asks for approval", isRunning, (thread) =>
  thread.askForApproval(),
);
export const spawns = onThread("server: sets agent to work", isRunning, (thread, { server }) =>
  startAgent(server, thread),
);
export const reachesGoal = onThread(
  "server: reaches goal",
  (thread) => thread.isRunning && thread.goal?.status === "active",
  (thread) => {
    thread.setGoal({ status: "complete" }, thread.turn);
    thread.end("completed", "itself");
  },
);
export const unloads = onThread(
  "server: unloads thread",
  ({ isLoaded, isSubscribed, turn, parent }) => isLoaded && !isSubscribed && !turn && !parent,
  (thread, { server }) => {
    server.release();
    thread.unload();
    thread.announce("thread/closed");
  },
);

export const runsCommand: Move<{ thread: number; itemId: string; hadToBeApproved: boolean }> = {
  name: "server: runs command",
  args: fc.record({
    thread: anyIndex,
    itemId: fc.constantFrom("call_0", "call_1"),
    hadToBeApproved: fc.boolean(),
  }),
  can: ({ server }) => server.isAwake && server.threads.some(isRunning),
  act: ({ server }, { thread, ...start }) => {
    const picked = pick(server.threads.filter(isRunning), thread);
    if (picked) startCommand(picked, start, server.nextId("process"));
  },
};

export const endsCommand: Move<{ command: number }> = {
  name: "server: a command ends",
  args: fc.record({ command: anyIndex }),
  can: ({ server }) => server.isAwake && server.threads.some(hasCommand),
  act: ({ server }, { command }) => {
    const alive = server.threads.flatMap((thread) =>
      thread.commands.filter(({ isAlive }) => isAlive).map((one) => ({ thread, one })),
    );
    const picked = pick(alive, command);
    if (picked) endCommand(picked.thread, picked.one);
  },
};

function hasCommand({ commands }: FakeThread): boolean {
  return commands.some(({ isAlive }) => isAlive);
}

const anyMethod: fc.Arbitrary<FakeMethod> = fc.constantFrom(
  "turn/start",
  "turn/start",
  "turn/start",
  "turn/interrupt",
  "thread/start",
  "thread/resume",
  "thread/resume",
  "thread/unsubscribe",
  "thread/fork",
  "thread/goal/get",
  "thread/goal/set",
  "thread/compact/start",
  "review/start",
  "thread/backgroundTerminals/terminate",
  "thread/backgroundTerminals/list",
  "thread/turns/list",
  "thread/items/list",
  "thread/delete",
);

const anyManner: fc.Arbitrary<Manner> = fc.constantFrom(
  "late",
  "late",
  "lost",
  "dropped",
  "unreadable",
  "broken",
  "refused",
  "last",
);

export const treats: Move<{ method: FakeMethod; manner: Manner }> = {
  name: "server: next answer",
  args: fc.record({ method: anyMethod, manner: anyManner }),
  can: ({ server }) => server.isOpen,
  act: ({ server }, { method, manner }) => server.treat(method, manner),
};

/** A move of the server as a whole. */
function ofServer(
  name: string,
  can: (world: World) => boolean,
  act: (world: World) => void,
): Move<null> {
  return { name: `server: ${name}`, args: fc.constant(null), can, act };
}

export const stalls = ofServer(
  "stalls",
  ({ server }) => server.isAwake,
  ({ server }) => server.stall(),
);
export const wakes = ofServer(
  "goes on",
  ({ server }) => server.isStalled,
  ({ server }) => server.wake(),
);
export const releases = ofServer(
  "sends late answers",
  ({ server }) => server.isOpen,
  ({ server }) => server.release(),
);
export const dies = ofServer(
  "dies",
  ({ server }) => server.isOpen,
  ({ server }) => server.die(),
);
