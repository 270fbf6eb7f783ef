import type * as wire from "codex-app-server-sdk/protocol";
import * as fc from "fast-check";
import { anyIndex, type Move, pick } from "./move.js";
import type { World } from "./world.js";

interface RawArgs {
  readonly thread: number;
  readonly timeoutMs: number | undefined;
}

/** A request that goes past the objects of the thread. */
function raw(
  method: string,
  request: (world: World, threadId: string, timeoutMs: number | undefined) => Promise<unknown>,
): Move<RawArgs> {
  return {
    name: `raw ${method}`,
    args: fc.record({ thread: anyIndex, timeoutMs: fc.constantFrom(undefined, 200) }),
    can: ({ threads }) => threads.length > 0,
    act: (world, { thread, timeoutMs }) => {
      const threadId = pick(world.threads, thread)?.id ?? "";
      world.track(`raw ${method}`, request(world, threadId, timeoutMs));
    },
  };
}

export const rawUnsubscribe = raw("thread/unsubscribe", ({ codex }, threadId, timeoutMs) =>
  codex.request("thread/unsubscribe", { threadId }, { timeoutMs }),
);

export const rawResume = raw("thread/resume", async ({ codex, opened }, threadId, timeoutMs) => {
  await codex.request("thread/resume", { threadId, excludeTurns: true }, { timeoutMs });
  opened.add(threadId);
});

export const rawArchive = raw("thread/archive", ({ codex }, threadId, timeoutMs) =>
  codex.request("thread/archive", { threadId }, { timeoutMs }),
);

export const rawDelete = raw("thread/delete", ({ codex }, threadId, timeoutMs) =>
  codex.request("thread/delete", { threadId }, { timeoutMs }),
);

export const rawTurn: Move<RawArgs> = {
  ...raw("turn/start", async () => {}),
  act: (world, { thread, timeoutMs }) => {
    const threadId = pick(world.threads, thread)?.id ?? "";
    world.call("raw", threadId, ({ name: text, abort: { signal } }) => {
      const input: wire.UserInput[] = [{ type: "text", text, text_elements: [] }];
      return world.codex.request("turn/start", { threadId, input }, { timeoutMs, signal });
    });
  },
};

export const rawInterrupt = raw("turn/interrupt", (world, threadId, timeoutMs) => {
  world.isInterruptedRaw.add(threadId);
  return world.codex.request("turn/interrupt", { threadId, turnId: "" }, { timeoutMs });
});

export const rawGoal = raw("thread/goal/set", ({ codex }, threadId, timeoutMs) => {
  const goal = { objective: "raw goal", status: "active" } as const;
  return codex.request("thread/goal/set", { threadId, ...goal }, { timeoutMs });
});

export const rawPause = raw("thread/goal/set paused", ({ codex }, threadId, timeoutMs) =>
  codex.request("thread/goal/set", { threadId, status: "paused" }, { timeoutMs }),
);

export const rawName = raw("thread/name/set", ({ codex }, threadId, timeoutMs) =>
  codex.request("thread/name/set", { threadId, name: "a name" }, { timeoutMs }),
);
