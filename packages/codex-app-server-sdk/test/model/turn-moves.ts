import * as fc from "fast-check";
import type { Thread, TurnLife } from "../../src/index.js";
import { anyIndex, type Move, pick } from "./move.js";
import type { Call, Kept, User } from "./user.js";

/** The most handles that a sequence works with. */
const mostHandles = 6;

const anyLife = fc.constantFrom("plain", "plain", "idle", "total");

interface StartArgs {
  readonly view: number;
  readonly life: "plain" | "idle" | "total";
}

function lifeOf({ life }: StartArgs, { abort }: Call): TurnLife {
  const timeouts = { plain: {}, idle: { idleMs: 3_000 }, total: { totalMs: 4_000 } }[life];
  return { signal: abort.signal, timeouts };
}

type Start = (user: User, thread: Thread, call: Call, args: StartArgs) => Promise<unknown>;

/** A move that starts a turn on one of the views. */
function starting(kind: Call["kind"], start: Start): Move<StartArgs, User> {
  return {
    name: kind,
    args: fc.record({ view: anyIndex, life: anyLife }),
    can: ({ views, held }) => views.length > 0 && held.length < mostHandles,
    act: (user, args) => {
      const thread = pick(user.views, args.view);
      if (thread) user.call(kind, thread.id, (call) => start(user, thread, call, args));
    },
  };
}

export const run = starting("run", (_, thread, call, args) =>
  thread.run(call.name, lifeOf(args, call)),
);

export const turn = starting("turn", async (user, thread, call, args) =>
  user.hold(await thread.turn(call.name, lifeOf(args, call)), call),
);

export const review = starting("review", async (user, thread, call, args) => {
  const target = { type: "custom", instructions: call.name } as const;
  return user.hold(await thread.review(target, lifeOf(args, call)), call);
});

export const goal = starting("goal", async (user, thread, call, args) =>
  user.hold(await thread.startGoal(call.name, lifeOf(args, call)), call),
);

export const compact = starting("compact", (_, thread, call, args) =>
  thread.compact(lifeOf(args, call)),
);

export const currentTurn: Move<{ view: number }, User> = {
  name: "currentTurn",
  args: fc.record({ view: anyIndex }),
  can: ({ views, held }) => views.length > 0 && held.length < mostHandles,
  act: (user, { view }) => {
    const handle = pick(user.views, view)?.currentTurn();
    if (!handle) return;
    user.track("currentTurn", user.hold(handle, user.callOf(handle)));
  },
};

/** Reads a stream to its end, or leaves it after the first notification. */
export const stream: Move<{ handle: number; isLeft: boolean }, User> = {
  name: "stream",
  args: fc.record({ handle: anyIndex, isLeft: fc.boolean() }),
  can: ({ held }) => held.length > 0,
  act: (user, { handle, isLeft }) => {
    const held = pick(user.held, handle);
    if (!held) return;
    const read = async (): Promise<void> => {
      for await (const _ of held.handle.stream()) {
        if (isLeft) return;
      }
    };
    user.track("stream", read());
  },
};

export const steer: Move<{ handle: number }, User> = {
  name: "steer",
  args: fc.record({ handle: anyIndex }),
  can: ({ held }) => held.length > 0,
  act: (user, { handle }) => {
    const held = pick(user.held, handle);
    if (held) user.track("steer", held.handle.steer("more"));
  },
};

const anyKept: fc.Arbitrary<Kept> = fc.constantFrom(
  "nothing",
  "nothing",
  "commands",
  "agents",
  "everything",
);

export const interrupt: Move<{ handle: number; keep: Kept }, User> = {
  name: "interrupt",
  args: fc.record({ handle: anyIndex, keep: anyKept }),
  can: ({ held }) => held.length > 0,
  act: (user, { handle, keep }) => {
    const held = pick(user.held, handle);
    if (!held) return;
    const noted = { kept: keep, hasFailed: false };
    held.interrupts.push(noted);
    const commands = keep === "commands" || keep === "everything" ? "keep" : "stop";
    const agents = keep === "agents" || keep === "everything" ? "keep" : "stop";
    const interrupted = held.handle.interrupt({ commands, agents });
    user.track("interrupt", interrupted);
    interrupted.catch(() => {
      noted.hasFailed = true;
    });
  },
};

/** Leaves an `await using` block. */
export const dispose: Move<{ handle: number }, User> = {
  name: "dispose",
  args: fc.record({ handle: anyIndex }),
  can: ({ held }) => held.length > 0,
  act: (user, { handle }) => {
    const held = pick(user.held, handle);
    if (!held) return;
    // Of a turn that somebody else has started it only lets go.
    if (held.call) held.interrupts.push({ kept: "nothing", hasFailed: false });
    user.track("dispose", held.handle[Symbol.asyncDispose]());
  },
};

export const abort: Move<{ call: number }, User> = {
  name: "abort",
  args: fc.record({ call: anyIndex }),
  can: ({ calls }) => calls.some(isOpen),
  act: (user, { call }) => {
    pick(user.calls.filter(isOpen), call)?.abort.abort();
  },
};

function isOpen({ abort: { signal }, ended }: Call): boolean {
  return !signal.aborted && ended === undefined;
}
