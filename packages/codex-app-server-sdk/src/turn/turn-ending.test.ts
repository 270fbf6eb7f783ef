import { describe, expect, test } from "vitest";
import type { FakeThread } from "../../test/model/fake-thread.js";
import { startAgent } from "../../test/model/fake-work.js";
import { type StartedWorld, settledAs, startUsedThread } from "../../test/model/start-world.js";
import type { TurnHandle } from "../index.js";

interface RunningTurn extends StartedWorld {
  readonly turn: TurnHandle;
}

async function startTurn(options?: { isShared?: boolean }): Promise<RunningTurn> {
  const started = await startUsedThread(options);
  const starting = started.thread.turn("Go");
  await started.world.settle();
  return { ...started, turn: await starting };
}

/** The running turn of a thread sets a sub-agent to work, which has yet to start. */
function spawnLater({ server }: StartedWorld["world"], parent: FakeThread): FakeThread {
  parent.isSlow = true;
  startAgent(server, parent);
  const agent = server.threads.at(-1);
  if (!agent) throw new Error("There is no agent.");
  return agent;
}

describe("an interrupt", () => {
  test("has nothing to end where the thread is gone without a word", async () => {
    const { truth, turn } = await startTurn();
    truth.isLoaded = false;

    await turn.interrupt();

    expect(await settledAs(turn.result())).toBe("TURN_INTERRUPTED");
  });

  test("ends a sub-agent that starts in the moment in which its turn is over", async () => {
    const { world, truth, turn } = await startTurn();
    const agent = spawnLater(world, truth);
    truth.isDeaf = true;
    const interrupted = turn.interrupt();
    await world.settle();

    truth.end("interrupted", "this client");
    agent.begin();
    await interrupted;
    await world.settle();

    expect(agent.turns).toMatchObject([{ endedBy: "this client" }]);
  });

  test("ends a sub-agent's sub-agent that starts in the moment in which the other is over", async () => {
    const { world, truth, turn } = await startTurn();
    const agent = spawnLater(world, truth);
    agent.begin();
    const agents = spawnLater(world, agent);
    agent.isDeaf = true;
    const interrupted = turn.interrupt();
    await world.settle();

    agent.end("interrupted", "this client");
    agents.begin();
    await interrupted;
    await world.settle();

    expect(agents.turns).toMatchObject([{ endedBy: "this client" }]);
  });

  test("does not wait for the turn of a sub-agent whose thread is closed", async () => {
    const { world, truth, turn } = await startTurn();
    const agent = spawnLater(world, truth);
    agent.begin();
    agent.isDeaf = true;
    const interrupted = turn.interrupt();
    await world.settle();
    expect(await settledAs(interrupted)).toBe("pending");

    agent.announce("thread/closed");

    expect(await settledAs(interrupted)).toBe("fulfilled");
  });

  test("that was given up ends the turn when the server begins it after all", async () => {
    const { world, thread, truth } = await startUsedThread();
    truth.isSlow = true;
    const turn = await thread.turn("Go");
    const interrupted = turn.interrupt({ agents: "keep" });
    interrupted.catch(() => {});
    await world.advance(2_000);
    expect(await settledAs(interrupted)).toBe("PROTOCOL_VIOLATION");

    truth.begin();
    await world.settle();

    expect(truth.turns.at(-1)).toMatchObject({ endedBy: "this client" });
  });

  test("pauses a goal again that another client sets to work meanwhile", async () => {
    const { world, thread, truth } = await startUsedThread({ isShared: true });
    const starting = thread.startGoal("Count");
    await world.settle();
    const goal = await starting;
    truth.isDeaf = true;
    const interrupted = goal.interrupt();
    await world.settle();

    truth.setGoal({ status: "active" });
    truth.isDeaf = false;
    await world.advance(1_500);

    expect(await settledAs(interrupted)).toBe("fulfilled");
    expect(truth.goal?.status).toBe("paused");
  });
});

test.each([
  ["archived", (truth: FakeThread): void => truth.announce("thread/archived")],
  [
    "unloaded",
    (truth: FakeThread): void =>
      truth.announce("thread/status/changed", { status: { type: "notLoaded" } }),
  ],
])("a turn whose thread is %s was interrupted", async (_, leave) => {
  const { truth, turn } = await startTurn();

  leave(truth);

  expect(await settledAs(turn.result())).toBe("TURN_INTERRUPTED");
});
