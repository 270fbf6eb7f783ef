import { describe, expect, test } from "vitest";
import {
  type StartedWorld,
  settledAs,
  startOthersTurn,
  startUsedThread,
  startWorld,
} from "../../test/model/start-world.js";

/** How a turn ends that the server completes as soon as it runs. */
async function tryTurn({ world, thread, truth }: StartedWorld): Promise<string> {
  truth.isQuick = true;
  const running = thread.run("Try");
  running.catch(() => {});
  await world.settle();
  return settledAs(running);
}

describe("a thread is busy", () => {
  test("with a turn that another client has started when this client's own came to nothing", async () => {
    const started = await startUsedThread({ isShared: true });
    const { world, thread, truth } = started;
    world.server.treat("turn/start", "dropped");
    thread.run("Go").catch(() => {});
    await world.advance(1_100);

    startOthersTurn(truth);
    await world.advance(2_000);

    expect(await tryTurn(started)).toBe("TURN_IN_PROGRESS");
    truth.end("completed", "itself");
    expect(await tryTurn(started)).toBe("fulfilled");
  });
});

describe("a thread is free", () => {
  test("after a raw turn that ended before its request was answered", async () => {
    const started = await startUsedThread();
    const { world, thread, truth } = started;
    truth.isQuick = true;
    world.server.treat("turn/start", "last");

    await world.codex.request("turn/start", { threadId: thread.id, input: [] });

    expect(await tryTurn(started)).toBe("fulfilled");
  });

  test("after a turn that ended before the answer to a resume came", async () => {
    const started = await startUsedThread({ isShared: true });
    const { world, thread, truth } = started;
    await thread.unsubscribe();
    startOthersTurn(truth);
    world.server.treat("thread/resume", "late");
    const resuming = world.codex.threadResume(thread.id);
    await world.settle();

    truth.end("completed", "itself");
    world.server.release();
    await resuming;

    expect(await tryTurn(started)).toBe("fulfilled");
  });

  test("after a turn that ended before the answer to a resume that nobody waits for", async () => {
    const started = await startUsedThread({ isShared: true });
    const { world, thread, truth } = started;
    await thread.unsubscribe();
    startOthersTurn(truth);
    world.server.treat("thread/resume", "late");
    world.codex.threadResume(thread.id, { timeoutMs: 100 }).catch(() => {});
    await world.advance(200);

    truth.end("completed", "itself");
    world.server.release();
    await world.settle();

    expect(await tryTurn(started)).toBe("fulfilled");
  });
});

test("a thread is stored once another client's turn runs on it, heard of or not", async () => {
  const started = await startWorld({ isShared: true });
  const { world, thread, truth } = started;
  await thread.unsubscribe();
  expect(await tryTurn(started)).toBe("OPTIONS_INVALID");

  startOthersTurn(truth);
  await world.settle();

  expect(await tryTurn(started)).toBe("fulfilled");
});
