import { describe, expect, test } from "vitest";
import {
  methodsSince,
  settledAs,
  startOthersTurn,
  startUsedThread,
} from "../../test/model/start-world.js";

describe("a turn that the server was not asked for yet", () => {
  test("is given up without an interrupt, which would hit another one", async () => {
    const { world, thread } = await startUsedThread();
    await thread.unsubscribe();
    world.server.treat("thread/resume", "late");
    const abort = new AbortController();
    const running = thread.run("Go", { signal: abort.signal });
    running.catch(() => {}); // It ends before it is looked at.
    await world.settle();
    const from = world.server.transport.sent.length;

    abort.abort("enough");
    await world.advance(500);

    expect(methodsSince(world, from)).toEqual([]);
    world.server.release();
    expect(await settledAs(running)).toBe("enough");
  });

  test("does not take a turn for its own that another client starts", async () => {
    const { world, thread, truth } = await startUsedThread({ isShared: true });
    await thread.unsubscribe();
    world.server.treat("thread/resume", "late");
    const compacting = thread.compact();
    await world.settle();

    startOthersTurn(truth);
    world.server.release();

    expect(await settledAs(compacting)).toBe("TURN_IN_PROGRESS");
    expect(truth.isRunning).toBe(true);
  });
});

test("a turn that nobody waits for any more is not taken for one that a goal starts", async () => {
  const { world, thread, truth } = await startUsedThread();
  world.server.treat("turn/start", "dropped");
  const running = thread.run("Go");
  running.catch(() => {});
  await world.advance(1_100);
  expect(await settledAs(running)).toBe("REQUEST_TIMEOUT");

  truth.setGoal({ objective: "Count", status: "active" });
  truth.goOn();
  const { turn } = truth;
  await world.advance(500);

  expect(turn).toMatchObject({ source: "goal", state: "running" });
});

test("a turn that is named after it was given up as lost holds the thread until it is over", async () => {
  const { world, thread, truth } = await startUsedThread();
  truth.isSlow = true;
  world.server.treat("turn/start", "late");
  const running = thread.run("Go");
  running.catch(() => {});
  await world.advance(2_500);
  expect(await settledAs(running)).toBe("REQUEST_TIMEOUT");
  expect(world.told.join()).toContain("may go on");

  world.server.release();
  await world.settle();

  await expect(thread.run("Again")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
  truth.begin();
  await world.advance(1_000);
  expect(truth.turns.at(-1)).toMatchObject({ endedBy: "this client" });
  truth.isSlow = false;
  truth.isQuick = true;
  expect((await thread.run("Again")).turn.status).toBe("completed");
});
