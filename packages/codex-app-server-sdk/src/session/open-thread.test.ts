import { describe, expect, test } from "vitest";
import { type StartedWorld, settledAs, startUsedThread } from "../../test/model/start-world.js";

/** A thread that the server has unloaded, and whose goal goes on when somebody resumes it. */
async function storedGoal(): Promise<StartedWorld> {
  const started = await startUsedThread();
  const { world, thread, truth } = started;
  await thread.unsubscribe();
  truth.unload();
  truth.announce("thread/closed");
  truth.goal = { objective: "Count", status: "active" };
  await world.settle();
  return started;
}

describe("resuming a thread whose goal is active", () => {
  test("owes the goal an end when the answer can't be read", async () => {
    const { world, thread, truth } = await storedGoal();
    world.server.treat("thread/resume", "unreadable");

    const resuming = world.codex.threadResume(thread.id);

    await expect(resuming).rejects.toMatchObject({ code: "PROTOCOL_VIOLATION" });
    await world.advance(500);
    expect(truth.goal?.status).toBe("paused");
    expect(truth.turns.at(-1)).toMatchObject({ source: "goal", endedBy: "this client" });
  });

  test("works twice at once", async () => {
    const { world, thread } = await storedGoal();

    const both = [world.codex.threadResume(thread.id), world.codex.threadResume(thread.id)];
    await world.settle();

    expect(await Promise.all(both.map(settledAs))).toEqual(["fulfilled", "fulfilled"]);
  });
});
