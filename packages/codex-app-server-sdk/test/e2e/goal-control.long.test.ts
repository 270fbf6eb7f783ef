import { describe, expect, test } from "vitest";
import { Codex, type GoalChange, type Thread, type TurnHandle } from "../../src/index.js";
import {
  createGate,
  type Gate,
  type MockResponsesServer,
  message,
} from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

/** Lets the model stop in the middle of its next answer, until the gate is opened. */
function stopNext(model: MockResponsesServer): Gate {
  const gate = createGate();
  model.respond(message(["working", gate]));
  return gate;
}

/** The handle of the turn that runs; there must be one. */
function runningTurn(thread: Thread): TurnHandle {
  const turn = thread.currentTurn();
  if (!turn) throw new Error("No turn runs.");
  return turn;
}

async function expectFree(thread: Thread, model: MockResponsesServer): Promise<void> {
  model.respond(message("free"));
  expect((await thread.run("Hello")).finalResponse).toBe("free");
}

describe("a goal", () => {
  test("is made, read, changed, paused and removed without a turn", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    expect(await thread.goal.get()).toBeNull();

    await thread.goal.set({ objective: "Count", status: "paused", tokenBudget: 1_000 });
    const changed = await thread.goal.set({ tokenBudget: 2_000 });

    expect(changed).toMatchObject({ objective: "Count", status: "paused", tokenBudget: 2_000 });
    expect(await thread.goal.pause()).toMatchObject({ status: "paused" });
    expect(await thread.goal.get()).toMatchObject({ tokenBudget: 2_000 });
    await thread.goal.clear();
    await thread.goal.clear();
    expect(await thread.goal.get()).toBeNull();
    expect(model.requests).toEqual([]);
    await expectFree(thread, model);
  });

  test("that is set active takes the thread's turn from the call on", async () => {
    const { codex, model } = await startCodex();
    const gate = stopNext(model);
    const thread = await codex.threadStart();

    const setting = thread.goal.set({ objective: "Count" });

    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    expect(await setting).toMatchObject({ objective: "Count", status: "active" });
    await gate.reached;
    const goal = runningTurn(thread);
    await goal.interrupt();
    await expect(goal.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
    expect(await thread.goal.get()).toMatchObject({ status: "paused" });
    await expectFree(thread, model);
  });

  test("is resumed with a handle on all of its further turns, and read in full by it", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    await thread.goal.set({ objective: "Count", status: "paused" });
    const gate = stopNext(model);

    const resuming = thread.goal.resume();
    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const goal = await resuming;

    await gate.reached;
    expect(runningTurn(thread).id).toBe(goal.id);
    await expect(thread.goal.resume()).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    // The budget of a goal that runs may be changed, and it stays in the same hands.
    await thread.goal.set({ tokenBudget: 1 });
    gate.open();
    const { finalResponse, turn } = await goal.result();
    expect([finalResponse, turn.status]).toEqual(["working", "completed"]);
    expect(await thread.goal.get()).toMatchObject({ status: "budgetLimited" });
    await expect(thread.goal.resume()).rejects.toMatchObject({
      code: "OPTIONS_INVALID",
      message: expect.stringContaining("budgetLimited"),
    });
    await expectFree(thread, model);
  });

  test("that is paused or removed lets its turn come to its end, and none follows", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    for (const end of ["pause", "clear"] as const) {
      const gate = stopNext(model);
      await thread.goal.set({ objective: `Count, then ${end}`, status: "active" });
      await gate.reached;
      const goal = runningTurn(thread);

      await thread.goal[end]();
      gate.open();

      expect((await goal.run()).items.at(-1)).toMatchObject({ text: "working" });
      await expectFree(thread, model);
    }
  });

  test("does not become active beside another turn, but may be prepared there", async () => {
    const { codex, model } = await startCodex();
    const gate = stopNext(model);
    const thread = await codex.threadStart();
    const turn = await thread.turn("Go");
    await gate.reached;

    for (const status of [undefined, "active"] as const) {
      const change = { objective: "Count", status };
      await expect(thread.goal.set(change)).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    }
    await expect(thread.goal.resume()).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    await thread.goal.set({ objective: "Count", status: "paused" });
    expect(await thread.goal.set({ tokenBudget: 5 })).toMatchObject({ status: "paused" });
    gate.open();

    expect((await turn.result()).finalResponse).toBe("working");
    await expectFree(thread, model);
  });

  test("is subscribed to before it is set, and paused when its client closes", async () => {
    const { codex, model, home } = await startCodex();
    const thread = await codex.threadStart();
    await expectFree(thread, model);
    await thread.unsubscribe();
    const gate = stopNext(model);

    await thread.goal.set({ objective: "Count" });
    await gate.reached;
    expect(runningTurn(thread).id).not.toBe("");
    await codex.close();

    await using next = new Codex(home.options);
    const { goal } = await next.request("thread/goal/get", { threadId: thread.id });
    expect(goal?.status).toBe("paused");
  });

  test.each<[string, GoalChange, string]>([
    ["a budget of a goal that does not exist", { tokenBudget: 5 }, "INVALID_REQUEST"],
    ["an activation of a goal that does not exist", { status: "active" }, "INVALID_REQUEST"],
    ["a status that does not exist", { status: "going" as "active" }, "INVALID_PARAMS"],
    ["a negative budget", { objective: "Count", tokenBudget: -1 }, "INVALID_REQUEST"],
    ["a budget of the wrong kind", { tokenBudget: "5" as unknown as number }, "OPTIONS_INVALID"],
    ["an unknown field", { budget: 5 } as GoalChange, "OPTIONS_INVALID"],
    ["an empty objective", { objective: "" }, "INVALID_REQUEST"],
  ])("is not changed by %s, and the thread is free", async (_name, change, code) => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();

    await expect(thread.goal.set(change)).rejects.toMatchObject({ code });

    expect(await thread.goal.get()).toBeNull();
    await expectFree(thread, model);
  });

  test("of an ephemeral or deleted thread is a typed error", async () => {
    const { codex, model } = await startCodex();
    const ephemeral = await codex.threadStart({ ephemeral: true });
    const thread = await codex.threadStart();
    await expectFree(thread, model);
    await codex.threadDelete(thread.id);

    for (const [on, code] of [
      [ephemeral, "OPTIONS_INVALID"],
      [thread, "THREAD_NOT_FOUND"],
    ] as const) {
      await expect(on.goal.set({ objective: "Count" })).rejects.toMatchObject({ code });
      await expect(on.goal.resume()).rejects.toMatchObject({ code });
      await expect(on.goal.pause()).rejects.toMatchObject({ code });
      await expect(on.goal.clear()).rejects.toMatchObject({ code });
    }
    await expectFree(ephemeral, model);
  });
});
