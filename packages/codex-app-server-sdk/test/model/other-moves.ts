import * as fc from "fast-check";
import type { FakeThread } from "./fake-thread.js";
import { anyIndex, type Move, pick } from "./move.js";
import type { World } from "./world.js";

/** What another client of the same server does to one of the threads. */
function byAnother(
  name: string,
  isFit: (thread: FakeThread) => boolean,
  act: (thread: FakeThread, world: World) => void,
): Move<{ thread: number }> {
  const fitting = ({ server, threads }: World): FakeThread[] =>
    server.isAwake && server.isShared ? threads.filter(isFit) : [];
  return {
    name: `another client: ${name}`,
    args: fc.record({ thread: anyIndex }),
    can: (world) => fitting(world).length > 0,
    act: (world, { thread }) => {
      const picked = pick(fitting(world), thread);
      if (picked) act(picked, world);
    },
  };
}

export const othersTurn = byAnother(
  "starts turn",
  ({ isLoaded, turn }) => isLoaded && !turn,
  (thread) => {
    thread.expectTurn("another client");
    thread.beginSoon();
  },
);
export const othersInterrupt = byAnother(
  "interrupts turn",
  ({ isRunning }) => isRunning,
  (thread) => thread.end("interrupted", "another client"),
);
export const othersAnswer = byAnother(
  "answers question",
  ({ asks }) => asks.length > 0,
  (thread) => {
    const [first] = thread.asks;
    if (first) thread.resolve(first.id);
  },
);
export const othersDelete = byAnother(
  "deletes thread",
  ({ isStored, isDeleted }) => isStored && !isDeleted,
  (thread, { server }) => {
    server.release();
    if (thread.isLoaded) thread.unload();
    thread.isDeleted = true;
    thread.announce("thread/deleted");
  },
);

/** The person behind a handler answers. */
export const answers: Move<{ asked: number }> = {
  name: "user: answers question",
  args: fc.record({ asked: anyIndex }),
  can: ({ asked }) => asked.some(({ isAnswered }) => !isAnswered),
  act: (world, { asked }) => {
    const open = world.asked.filter(({ isAnswered }) => !isAnswered);
    pick(open, asked)?.answer();
  },
};

export const time: Move<{ ms: number }> = {
  name: "time passes",
  args: fc.record({ ms: fc.constantFrom(100, 300, 1_100, 2_500, 5_000, 31_000) }),
  can: () => true,
  act: (world, { ms }) => world.advance(ms),
};
