import type * as wire from "codex-app-server-sdk/protocol";
import { threadStartFixture } from "../../src/testing/transport/wire-fixtures.js";
import type { FakeThread } from "./fake-thread.js";
import type { FakeTurn } from "./fake-turn.js";
import { endCommand } from "./fake-work.js";

/** What a request leads to: an answer, and what the server does after it. */
export type Reply =
  | {
      result: object;
      after?(): void;
      /** The client can read the answer. */
      told?(): void;
    }
  | { error: string; after?: undefined };

/** What the answers need of the server. */
interface AnsweringServer {
  readonly threads: readonly FakeThread[];
  readonly turns: readonly FakeTurn[];
  addThread(options?: { isEphemeral?: boolean }): FakeThread;
  find(threadId: string): FakeThread | undefined;
  /** Sends the answers that were withheld. */
  release(): void;
}

type Answer<M extends keyof wire.ClientRequests> = (
  params: wire.ClientRequests[M]["params"],
  server: AnsweringServer,
  /** The call that asked for it, where the request does not tell. */
  owner: string | undefined,
) => Reply;

/** What the server does for each request, as far as it was measured on the real one. */
export const answers = {
  "thread/start": ({ ephemeral }, server) => {
    const thread = server.addThread({ isEphemeral: ephemeral === true });
    return {
      result: threadStartFixture(thread.shown),
      told: () => {
        thread.isKnown = true;
      },
      after: () => thread.announce("thread/started", { thread: thread.shown }),
    };
  },
  "thread/resume": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isStored || thread.isDeleted) return { error: `no rollout found for ${threadId}` };
    if (thread.isArchived) return { error: `session ${threadId} is archived` };
    const wasLoaded = thread.isLoaded;
    thread.isLoaded = true;
    thread.isSubscribed = true;
    const after = (): void => {
      thread.askAgain();
      if (!wasLoaded && thread.goal) thread.setGoal({});
      if (!wasLoaded) thread.goOn();
    };
    return { result: threadStartFixture(thread.shown), after };
  },
  "thread/fork": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isStored || thread.isDeleted) return { error: `no rollout found for ${threadId}` };
    const fork = server.addThread();
    fork.isStored = true;
    const told = (): void => {
      fork.isKnown = true;
    };
    return { result: threadStartFixture(fork.shown), told };
  },
  "thread/unsubscribe": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isLoaded) return { result: { status: "notLoaded" } };
    const status = thread.isSubscribed ? "unsubscribed" : "notSubscribed";
    thread.isSubscribed = false;
    return { result: { status } };
  },
  "thread/archive": ({ threadId }, server) =>
    leave(server, threadId, "thread/archived", (thread) => {
      thread.isArchived = true;
    }),
  "thread/delete": ({ threadId }, server) =>
    leave(server, threadId, "thread/deleted", (thread) => {
      thread.isDeleted = true;
    }),
  "thread/unarchive": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isArchived || thread.isDeleted) return { error: `no archived rollout found` };
    thread.isArchived = false;
    return { result: { thread: thread.shown } };
  },
  "thread/name/set": ({ threadId }, server) =>
    loaded(server, threadId, (thread) => {
      thread.isStored = !thread.isEphemeral;
      return { result: {} };
    }),
  "thread/goal/get": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isLive) return { error: `thread not found: ${threadId}` };
    return { result: { goal: thread.shownGoal } };
  },
  "thread/goal/set": ({ threadId, objective, status }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isLive) return { error: `thread not found: ${threadId}` };
    if (thread.isEphemeral) return { error: "ephemeral threads have no goals" };
    if (!thread.goal && typeof objective !== "string") return { error: "no goal" };
    thread.goal = {
      objective: objective ?? thread.goal?.objective ?? "",
      status: status ?? thread.goal?.status ?? "active",
    };
    const after = (): void => {
      thread.tell("thread/goal/updated", { turnId: null, goal: thread.shownGoal });
      thread.beginDecided();
      thread.goOn();
    };
    return { result: { goal: thread.shownGoal ?? {} }, after };
  },
  "thread/goal/clear": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isLive) return { error: `thread not found: ${threadId}` };
    const cleared = thread.goal !== undefined;
    thread.goal = undefined;
    return {
      result: { cleared },
      after: () => {
        if (cleared) thread.tell("thread/goal/cleared", {});
        thread.beginDecided();
      },
    };
  },
  "thread/turns/list": ({ threadId }, server) => {
    const thread = server.find(threadId);
    if (!thread?.isLive) return { error: `thread not loaded: ${threadId}` };
    const newest = thread.turns.at(-1);
    return { result: { data: newest ? [newest.shown] : [], ...noCursors } };
  },
  "thread/items/list": ({ threadId, turnId }, server) => {
    const turn = server.turns.find(({ id }) => id === turnId);
    if (!turn || turn.threadId !== threadId) return { error: `thread not found: ${threadId}` };
    const times = { startedAtMs: null, completedAtMs: null };
    const data = turn.items.map((item) => ({ turnId: turn.id, item, ...times }));
    return { result: { data, ...noCursors } };
  },
  "thread/backgroundTerminals/list": ({ threadId }, server) =>
    loaded(server, threadId, (thread) => {
      const alive = thread.commands.filter(({ isAlive }) => isAlive);
      const details = { command: "", cwd: "/work", osPid: null, cpuPercent: null, rssKb: null };
      const data = alive.map(({ itemId, processId }) => ({ itemId, processId, ...details }));
      return { result: { data, nextCursor: null } };
    }),
  "thread/backgroundTerminals/terminate": ({ threadId, processId }, server) =>
    loaded(server, threadId, (thread) => {
      const command = thread.commands.find((one) => one.processId === processId && one.isAlive);
      if (!command) return { result: { terminated: false } };
      command.isTerminated = true;
      command.isAlive = false;
      return { result: { terminated: true }, after: () => endCommand(thread, command) };
    }),
  "thread/compact/start": ({ threadId }, server, owner) =>
    loaded(server, threadId, (thread) => {
      if (thread.turn) return { error: "a turn is running" };
      thread.expectTurn("compaction", owner);
      return { result: {}, after: () => thread.beginSoon() };
    }),
  "turn/start": ({ threadId, input }, server) =>
    loaded(server, threadId, (thread) => {
      const [first] = input;
      const text = first?.type === "text" ? first.text : "";
      const source = text.startsWith("raw-") ? "raw request" : "client";
      if (thread.turn) thread.turn.inputs.push(text);
      const turn = thread.turn ?? thread.expectTurn(source, text);
      const told = (): void => {
        turn.isAnswered = true;
      };
      return { result: { turn: turn.shown }, told, after: () => thread.beginSoon() };
    }),
  "review/start": ({ threadId, target }, server) =>
    loaded(server, threadId, (thread) => {
      if (thread.turn) return { error: "a turn is running" };
      const owner = target.type === "custom" ? target.instructions : "";
      const turn = thread.expectTurn("review", owner);
      const result = { turn: turn.shown, reviewThreadId: threadId };
      return { result, after: () => thread.beginSoon() };
    }),
  "turn/steer": ({ threadId, expectedTurnId }, server) =>
    loaded(server, threadId, ({ turn }) => {
      if (turn === undefined) return { error: "no active turn to steer" };
      if (turn.state === "running" && turn.activeId !== expectedTurnId) {
        return { error: wrongId(expectedTurnId, turn.activeId) };
      }
      return { result: { turnId: expectedTurnId } };
    }),
  "turn/interrupt": ({ threadId, turnId }, server) =>
    loaded(server, threadId, (thread) => {
      const { turn } = thread;
      const isRunning = turn?.state === "running";
      if (turnId !== "" && !isRunning) return { error: "no active turn to interrupt" };
      if (turnId !== "" && turnId !== turn?.activeId) {
        return { error: wrongId(turnId, turn?.activeId ?? "") };
      }
      const after = (): void => {
        if (isRunning && !thread.isDeaf) thread.end("interrupted", "this client");
      };
      return { result: {}, after };
    }),
} satisfies { [M in keyof wire.ClientRequests]?: Answer<M> };

/** The requests that the server knows. */
export type FakeMethod = keyof typeof answers;

const noCursors = { nextCursor: null, backwardsCursor: null };

function wrongId(expected: string, found: string): string {
  return `expected active turn id \`${expected}\` but found \`${found}\``;
}

function loaded(
  server: AnsweringServer,
  threadId: string,
  answer: (thread: FakeThread) => Reply,
): Reply {
  const thread = server.find(threadId);
  return thread?.isLoaded ? answer(thread) : { error: `thread not found: ${threadId}` };
}

/** The thread is archived or deleted, with the threads of its sub-agents. */
function leave(
  server: AnsweringServer,
  threadId: string,
  method: "thread/archived" | "thread/deleted",
  mark: (thread: FakeThread) => void,
): Reply {
  const thread = server.find(threadId);
  const isThere = thread?.isStored && !thread.isDeleted;
  if (!isThere || (thread.isArchived && method === "thread/archived")) {
    return { error: `no rollout found for thread id ${threadId}` };
  }
  // The server answers what concerns one thread in the order of the requests.
  server.release();
  for (const one of server.threads) {
    const isAgents = one.parent && server.find(one.parent.threadId) === thread;
    if ((isAgents || one === thread) && one.isLoaded) one.unload();
  }
  mark(thread);
  return { result: {}, after: () => thread.announce(method) };
}
