import * as fc from "fast-check";
import type { Thread } from "../../src/index.js";
import { anyIndex, type Move, pick } from "./move.js";
import type { User } from "./user.js";

/** The most threads, and views of each, that a sequence works with. */
const most = { threads: 3, views: 3 };

const hasRoom = ({ threads }: User): boolean => threads.length < most.threads;
const hasThreads = ({ threads }: User): boolean => threads.length > 0;

/** How long a call waits for the answer. */
const anyTimeout = fc.constantFrom(undefined, undefined, 200);

/** Keeps a view of the thread that is opened, unless there are enough. */
async function opened(user: User, opening: Promise<Thread>): Promise<void> {
  const thread = await opening;
  user.opened.add(thread.id);
  const views = user.views.filter(({ id }) => id === thread.id);
  if (views.length < most.views) user.views.push(thread);
}

export const threadStart: Move<{ ephemeral: boolean; timeoutMs: number | undefined }, User> = {
  name: "threadStart",
  args: fc.record({
    ephemeral: fc.constantFrom(false, false, false, true),
    timeoutMs: anyTimeout,
  }),
  can: hasRoom,
  act: (user, options) => {
    const opening = user.codex.threadStart(options);
    user.track("threadStart", opened(user, opening));
  },
};

interface ResumeArgs {
  readonly thread: number;
  readonly goal: "continue" | "pause";
  readonly timeoutMs: number | undefined;
}

export const threadResume: Move<ResumeArgs, User> = {
  name: "threadResume",
  args: fc.record({
    thread: anyIndex,
    goal: fc.constantFrom("continue", "pause"),
    timeoutMs: anyTimeout,
  }),
  can: hasThreads,
  act: (user, { thread, ...options }) => {
    const threadId = pick(user.threads, thread)?.id ?? "";
    const opening = user.codex.threadResume(threadId, options);
    user.track("threadResume", opened(user, opening));
    opening.catch((error: unknown) => user.resumeFailed(threadId, error));
  },
};

export const threadFork: Move<{ thread: number; timeoutMs: number | undefined }, User> = {
  name: "threadFork",
  args: fc.record({ thread: anyIndex, timeoutMs: anyTimeout }),
  can: (user) => hasRoom(user) && hasThreads(user),
  act: (user, { thread, ...options }) => {
    const opening = user.codex.threadFork(pick(user.threads, thread)?.id ?? "", options);
    user.track("threadFork", opened(user, opening));
  },
};

export const unsubscribe: Move<{ view: number; timeoutMs: number | undefined }, User> = {
  name: "unsubscribe",
  args: fc.record({ view: anyIndex, timeoutMs: anyTimeout }),
  can: ({ views }) => views.length > 0,
  act: (user, { view, timeoutMs }) => {
    const thread = pick(user.views, view);
    if (thread) user.track("unsubscribe", thread.unsubscribe({ timeoutMs }));
  },
};

export const threadLeave: Move<{ how: "threadArchive" | "threadDelete"; thread: number }, User> = {
  name: "leave",
  args: fc.record({ how: fc.constantFrom("threadArchive", "threadDelete"), thread: anyIndex }),
  can: hasThreads,
  act: (user, { how, thread }) => {
    user.track(how, user.codex[how](pick(user.threads, thread)?.id ?? ""));
  },
};

export const threadUnarchive: Move<{ thread: number }, User> = {
  name: "threadUnarchive",
  args: fc.record({ thread: anyIndex }),
  can: ({ threads }) => threads.some(({ isArchived }) => isArchived),
  act: (user, { thread }) => {
    const archived = user.threads.filter(({ isArchived }) => isArchived);
    const opening = user.codex.threadUnarchive(pick(archived, thread)?.id ?? "");
    user.track("threadUnarchive", opened(user, opening));
  },
};

export const close: Move<null, User> = {
  name: "close",
  args: fc.constant(null),
  can: ({ isClosed }) => !isClosed,
  act: (user) => {
    user.close();
  },
};
