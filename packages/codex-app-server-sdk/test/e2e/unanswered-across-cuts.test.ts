import { describe, expect, test } from "vitest";
import type { QueuedTurn, Thread } from "../../src/index.js";
import { createGate, type Gate, message } from "../../src/testing/index.js";
import { type CutSetup, startCut } from "./start-cut.js";

interface Watched extends CutSetup {
  thread: Thread;
  /** Another client's view of the thread. */
  watched: Thread;
}

/** A thread with one turn behind it, which another client follows. */
async function startWatched(): Promise<Watched> {
  const setup = await startCut();
  const { codex, model, connect } = setup;
  const thread = await codex.threadStart();
  model.respond(message("zero"));
  await thread.run("Zero");
  const watched = await connect().codex.threadResume(thread.id);
  return { ...setup, thread, watched };
}

function stopNext({ model }: CutSetup): Gate {
  const gate = createGate();
  model.respond(message(["half ", gate, "whole"]));
  return gate;
}

/** Queues a turn behind one that is interrupted, after which the queue halts. */
async function haltQueue(setup: Watched, by: Thread): Promise<QueuedTurn> {
  const { thread, watched } = setup;
  const gate = stopNext(setup);
  const running = await watched.turn("Go");
  await gate.reached;
  await expect.poll(() => thread.currentTurn()).not.toBeNull();
  const queued = await by.queue.add("Queued");
  await running.interrupt();
  gate.open();
  await expect.poll(() => thread.currentTurn()).toBeNull();
  return queued;
}

describe("a turn whose start was not answered when the connection was cut", () => {
  test.each<[string, (setup: Watched) => Promise<unknown>]>([
    ["compaction", ({ thread }) => thread.compact()],
    ["review", ({ thread }) => thread.review({ type: "custom", instructions: "Look" })],
    ["turn out of the queue", ({ thread }) => thread.queue.start()],
  ])("is another client's when it can't be told by what was said: a %s", async (kind, start) => {
    const setup = await startWatched();
    const { codex, model, proxy, thread, watched, mend } = setup;
    if (kind === "turn out of the queue") await haltQueue(setup, watched);
    const gate = stopNext(setup);
    proxy.mute();
    const starting = expect(start(setup)).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await gate.reached;
    proxy.cut();
    await expect.poll(() => codex.state, { interval: 1 }).toBe("reconnecting");
    await mend();

    await starting;
    const turn = thread.currentTurn();
    expect(turn?.id).toBe(watched.currentTurn()?.id);
    gate.open();
    await turn?.run();
    model.respond(message("next"));
    expect((await thread.run("Next")).finalResponse).toBe("next");
  });

  test("is ended by pausing it: a goal", async () => {
    const setup = await startWatched();
    const { model, proxy, thread } = setup;
    const gate = stopNext(setup);
    // Not before: the goal that there may be is cleared first.
    const mutes = /"method":"thread\/goal\/set".*"status":"active"/;
    const { codex: own } = setup.connect({
      transport: { type: "websocket", url: proxy.url, reconnect: { backoffMs: 1 } },
      trace: (entry) => mutes.test(JSON.stringify(entry)) && proxy.mute(),
    });
    const view = await own.threadResume(thread.id);
    const starting = expect(view.startGoal("Count")).rejects.toMatchObject({
      code: "TRANSPORT_CLOSED",
    });
    await gate.reached;
    proxy.cut();
    await expect.poll(() => own.state, { interval: 1 }).toBe("reconnecting");
    await own.start();

    await starting;
    const { goal } = await own.request("thread/goal/get", { threadId: thread.id });
    expect(goal?.status).toBe("paused");
    gate.open();
    await view.currentTurn()?.run();
    model.respond(message("next"));
    expect((await view.run("Next")).finalResponse).toBe("next");
  });
});

describe("a queued turn", () => {
  test("that starts while the connection is cut is handed over, and its result is whole", async () => {
    const setup = await startWatched();
    const { model, thread, watched, cut, mend } = setup;
    const queued = await haltQueue(setup, thread);
    const second = stopNext(setup);

    await cut();
    await watched.queue.start();
    await second.reached;
    await mend();

    const turn = await queued.started;
    expect(thread.currentTurn()?.id).toBe(turn.id);
    second.open();
    expect((await turn.result()).finalResponse).toBe("half whole");
    model.respond(message("next"));
    expect((await thread.run("Next")).finalResponse).toBe("next");
  });

  test("that starts and ends while the connection is cut has its whole result", async () => {
    const setup = await startWatched();
    const { model, thread, watched, cut, mend } = setup;
    const queued = await haltQueue(setup, thread);

    await cut();
    model.respond(message("mine"));
    await (await watched.queue.start()).result();
    await mend();

    expect((await (await queued.started).result()).finalResponse).toBe("mine");
  });
});
