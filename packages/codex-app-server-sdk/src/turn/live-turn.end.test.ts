import { describe, expect, test, vi } from "vitest";
import { goalFixture } from "../../test/support/goal-fixture.js";
import { hasSettled } from "../../test/support/has-settled.js";
import { startScriptedThread } from "../../test/support/start-scripted-thread.js";
import { useFakeTimeouts } from "../../test/support/use-fake-timeouts.js";
import { createGate } from "../testing/index.js";

describe("a final error without turn/completed", () => {
  const error = {
    message: "out of credits",
    codexErrorInfo: "usageLimitExceeded",
    additionalDetails: null,
    misalignment: null,
  };

  test.each([
    ["before", ["status", "error"]],
    ["after", ["error", "status"]],
  ])("fails the turn two seconds after the thread is idle, said %s the error", async (_, order) => {
    const { thread, server } = await startScriptedThread([[createGate()]]);
    const turn = await thread.turn("Go");
    useFakeTimeouts();
    const ids = { threadId: thread.id, turnId: turn.id };
    for (const what of order) {
      if (what === "error") server.notify("error", { ...ids, error, willRetry: false });
      else server.notify("thread/status/changed", { ...ids, status: { type: "systemError" } });
    }

    await vi.advanceTimersByTimeAsync(1_999);
    expect(await hasSettled(turn.run())).toBe(false);
    await vi.advanceTimersByTimeAsync(1);

    await expect(turn.result()).rejects.toMatchObject({
      code: "TURN_FAILED",
      codexErrorInfo: "usageLimitExceeded",
      message: expect.stringContaining("out of credits"),
    });
    expect(await turn.run()).toMatchObject({ id: turn.id, status: "failed", error });
  });
});

test.each(["thread/closed", "thread/deleted"] as const)(
  "a turn whose thread is gone (%s) was interrupted",
  async (method) => {
    const { thread, server } = await startScriptedThread([["text", createGate()]]);
    const turn = await thread.turn("Go");

    server.notify(method, { threadId: thread.id });

    await expect(turn.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
  },
);

describe("the end of a thread", () => {
  test("is no news for a turn whose request is not answered yet: its answer counts", async () => {
    const { thread, server } = await startScriptedThread([]);
    server.answer("turn/start", (_, call) => {
      server.notify("thread/deleted", { threadId: thread.id });
      call.error({ code: -32600, message: `thread not found: ${thread.id}` });
    });

    await expect(thread.run("Go")).rejects.toMatchObject({ code: "THREAD_NOT_FOUND" });
  });

  test.each(["compact", "startGoal"] as const)(
    "ends what was to start by itself (%s)",
    async (method) => {
      const { thread, server } = await startScriptedThread([]);
      server.answer("thread/goal/clear", { cleared: false });
      for (const request of ["thread/compact/start", "thread/goal/set"] as const) {
        server.answer(request, (_, call) => {
          call.result(request === "thread/goal/set" ? { goal: goalFixture(thread.id) } : {});
          server.notify("thread/closed", { threadId: thread.id });
        });
      }

      const started = method === "compact" ? thread.compact() : thread.startGoal("Count");

      await expect(started).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
    },
  );
});
