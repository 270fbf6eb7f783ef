import { describe, expect, test } from "vitest";
import { methodsSince, settledAs, startUsedThread } from "../../test/model/start-world.js";

describe("a turn on a thread", () => {
  test("resumes it first when it was unsubscribed just before, not awaited", async () => {
    const { world, thread, truth } = await startUsedThread();
    const { transport } = world.server;
    const from = transport.sent.length;

    void thread.unsubscribe();
    const running = thread.run("Go");
    await world.settle();
    truth.end("completed", "itself");

    expect(await settledAs(running)).toBe("fulfilled");
    expect(methodsSince(world, from)).toEqual([
      "thread/unsubscribe",
      "thread/resume",
      "turn/start",
    ]);
  });

  test("waits for a raw request to unsubscribe that is under way, then resumes it", async () => {
    const { world, thread, truth } = await startUsedThread();
    const { transport } = world.server;
    const from = transport.sent.length;
    world.server.treat("thread/unsubscribe", "late");
    const unsubscribed = world.codex.request("thread/unsubscribe", { threadId: thread.id });
    await world.settle();

    const running = thread.run("Go");
    await world.settle();
    expect(methodsSince(world, from)).toEqual(["thread/unsubscribe"]);
    world.server.release();
    await world.settle();
    truth.end("completed", "itself");

    expect(await settledAs(unsubscribed)).toBe("fulfilled");
    expect(await settledAs(running)).toBe("fulfilled");
  });

  test.each(["late", "lost", "unreadable", "broken"] as const)(
    "resumes it first when an unsubscribe was not answered as it should be (%s)",
    async (manner) => {
      const { world, thread, truth } = await startUsedThread();
      world.server.treat("thread/unsubscribe", manner);
      const unsubscribed = thread.unsubscribe({ timeoutMs: 100 });
      unsubscribed.catch(() => {});
      await world.advance(200);
      await expect(unsubscribed).rejects.toBeInstanceOf(Error);

      const running = thread.run("Go");
      await world.settle();
      world.server.release();
      truth.end("completed", "itself");

      expect(await settledAs(running)).toBe("fulfilled");
    },
  );

  test("needs no resume after one of a thread that was subscribed was not answered", async () => {
    const { world, thread } = await startUsedThread();
    world.server.treat("thread/resume", "dropped");
    const resumed = world.codex.threadResume(thread.id, { timeoutMs: 100 });
    resumed.catch(() => {});
    await world.advance(200);
    const from = world.server.transport.sent.length;

    void thread.run("Go").catch(() => {});
    await world.settle();

    expect(methodsSince(world, from)).toEqual(["turn/start"]);
  });

  test("resumes it first when an answer to resume came that nobody waited for any more", async () => {
    const { world, thread, truth } = await startUsedThread();
    await thread.unsubscribe();
    world.server.treat("thread/resume", "late");
    const resumed = world.codex.threadResume(thread.id, { timeoutMs: 100 });
    resumed.catch(() => {});
    await world.advance(200);

    world.server.release();
    const running = thread.run("Go");
    await world.settle();
    truth.end("completed", "itself");

    expect(await settledAs(running)).toBe("fulfilled");
  });
});

test("an answer to unsubscribe that nobody waits for says nothing where the thread was resumed since", async () => {
  const { world, thread, truth } = await startUsedThread();
  world.server.treat("thread/unsubscribe", "late");
  const unsubscribed = thread.unsubscribe({ timeoutMs: 100 });
  unsubscribed.catch(() => {});
  await world.advance(200);
  expect(await settledAs(unsubscribed)).toBe("REQUEST_TIMEOUT");
  await world.codex.threadResume(thread.id);
  world.server.release();
  await world.settle();
  const from = world.server.transport.sent.length;

  truth.isQuick = true;
  await thread.run("Go");

  expect(methodsSince(world, from)).toEqual(["turn/start"]);
});

describe("unsubscribing", () => {
  test("is sent again when it was not answered", async () => {
    const { world, thread, truth } = await startUsedThread();
    world.server.treat("thread/unsubscribe", "dropped");
    const unsubscribed = thread.unsubscribe({ timeoutMs: 100 });
    unsubscribed.catch(() => {});
    await world.advance(200);

    await thread.unsubscribe();

    expect(truth.isSubscribed).toBe(false);
  });

  test("that the server refuses changes nothing", async () => {
    const { world, thread } = await startUsedThread();
    world.server.treat("thread/unsubscribe", "refused");
    await expect(thread.unsubscribe()).rejects.toMatchObject({ code: "INTERNAL_ERROR" });
    const from = world.server.transport.sent.length;

    void thread.run("Go").catch(() => {});
    await world.settle();

    expect(methodsSince(world, from)).toEqual(["turn/start"]);
  });

  test("by a raw request is refused while a turn runs, as it is by the thread's method", async () => {
    const { world, thread, truth } = await startUsedThread();
    const running = thread.run("Go");
    await world.settle();

    const unsubscribed = world.codex.request("thread/unsubscribe", { threadId: thread.id });

    await expect(unsubscribed).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    truth.end("completed", "itself");
    expect(await settledAs(running)).toBe("fulfilled");
  });
});

test.each([
  ["threadResume", { resumes: "method" }],
  ["a raw request", { resumes: "raw" }],
])("%s that waits for the change before it is left by its signal, and not sent", async (_, how) => {
  const { world, thread } = await startUsedThread();
  world.server.treat("thread/unsubscribe", "lost");
  void thread.unsubscribe().catch(() => {});
  const abort = new AbortController();
  const { signal } = abort;
  const resumed =
    how.resumes === "raw"
      ? world.codex.request("thread/resume", { threadId: thread.id }, { signal })
      : world.codex.threadResume(thread.id, { signal });
  await world.settle();
  const from = world.server.transport.sent.length;

  abort.abort("enough");

  expect(await settledAs(resumed)).toBe("enough");
  await world.advance(2_000);
  expect(methodsSince(world, from)).toEqual([]);
});

test("a resume waits for the unsubscribe before it, and what is opened late is closed again", async () => {
  const { world, thread, truth } = await startUsedThread();
  world.server.treat("thread/unsubscribe", "late");
  void thread.unsubscribe();
  const resumed = world.codex.threadResume(thread.id);
  await world.settle();
  expect(await settledAs(resumed)).toBe("pending");

  world.server.release();

  expect(await settledAs(resumed)).toBe("fulfilled");
  expect(truth.isSubscribed).toBe(true);
  await thread.unsubscribe();
  world.server.treat("thread/resume", "late");
  const late = world.codex.threadResume(thread.id, { timeoutMs: 100 });
  late.catch(() => {});
  await world.advance(200);
  world.server.release();
  await world.settle();
  expect(truth.isSubscribed).toBe(false);
});
