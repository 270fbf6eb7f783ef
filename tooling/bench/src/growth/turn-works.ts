import type { Codex, Thread } from "codex-app-server-sdk";

/** A kind of work of the client that can be made larger. */
export interface TurnWork {
  /** What there is more of at each size. */
  title: string;
  /** The size of the smallest work. */
  smallest: number;
  /** Does it once. The thread has no turn. */
  run(codex: Codex, thread: Thread, size: number): Promise<unknown>;
}

/** Deltas that each of several readers gets. */
const deltasOfReaders = "500";

/** Each is a way for the cost of a client to grow. */
export const turnWorks: readonly TurnWork[] = [
  {
    title: "deltas of a turn: run()",
    smallest: 2_000,
    run: (_, thread, size) => thread.run(String(size)),
  },
  {
    title: "deltas of a turn: stream()",
    smallest: 2_000,
    run: async (_, thread, size) => drain((await thread.turn(String(size))).stream()),
  },
  {
    title: "deltas of a turn: events()",
    smallest: 2_000,
    run: async (_, thread, size) => drain((await thread.turn(String(size))).events()),
  },
  {
    title: "deltas of a turn: textStream()",
    smallest: 2_000,
    run: async (_, thread, size) => drain((await thread.turn(String(size))).textStream()),
  },
  {
    title: "items of a turn: run()",
    smallest: 200,
    run: (_, thread, size) => thread.run(`${size} items`),
  },
  {
    title: "items of a turn: events()",
    smallest: 200,
    run: async (_, thread, size) => drain((await thread.turn(`${size} items`)).events()),
  },
  {
    title: "turns of a thread, one after the other",
    smallest: 100,
    run: async (_, thread, size) => {
      for (let turn = 0; turn < size; turn++) await thread.run("1");
    },
  },
  {
    title: "threads with a turn each at once",
    smallest: 100,
    run: (codex, _, size) => onThreads(codex, size, (thread) => thread.run("1")),
  },
  {
    title: "requests to the server at once",
    smallest: 1_000,
    run: (codex, _, size) => atOnce(size, () => codex.request("thread/loaded/list", {})),
  },
  {
    title: "approvals open in a turn",
    smallest: 100,
    run: (_, thread, size) => thread.run(`${size} requests`),
  },
  {
    title: "threads with an approval open each",
    smallest: 100,
    run: (codex, _, size) => onThreads(codex, size, (thread) => thread.run("1 requests")),
  },
  {
    title: "readers of notifications()",
    smallest: 1,
    run: async (codex, thread, size) => {
      const readers = Array.from({ length: size }, () => untilTurnCompleted(codex.notifications()));
      await thread.run(deltasOfReaders);
      await Promise.all(readers);
    },
  },
  {
    title: "readers of stream() of one turn",
    smallest: 1,
    run: async (_, thread, size) => {
      const turn = await thread.turn(deltasOfReaders);
      await Promise.all(Array.from({ length: size }, () => drain(turn.stream())));
    },
  },
];

function atOnce<T>(count: number, start: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, start));
}

async function onThreads(
  codex: Codex,
  count: number,
  use: (thread: Thread) => Promise<unknown>,
): Promise<void> {
  const threads = await atOnce(count, () => codex.threadStart());
  await Promise.all(threads.map(use));
}

async function drain(values: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of values);
}

async function untilTurnCompleted(notifications: AsyncIterable<{ method: string }>): Promise<void> {
  for await (const { method } of notifications) {
    if (method === "turn/completed") return;
  }
}
