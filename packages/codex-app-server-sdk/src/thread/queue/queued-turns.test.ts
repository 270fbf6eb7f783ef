import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { addressOf } from "../../records/address.js";
import { ThreadRecord } from "../../records/thread-record.js";
import type { QueueHost } from "./queue-host.js";
import { QueuedTurns } from "./queued-turns.js";

const threadId = "thread";

interface Setup {
  record: ThreadRecord;
  turns: QueuedTurns;
  /** What the server has in the queue; undefined = it does not answer. */
  queue: { ids: string[] | undefined };
  /** Makes the server send a notification of the thread. */
  says(method: string, params?: object): void;
}

/** The queue of a thread on which no turn ever starts, as far as this client hears. */
function createQueue(isShared: boolean): Setup {
  const record = new ThreadRecord(threadId, () => {});
  const queue: Setup["queue"] = { ids: [] };
  const host: Partial<QueueHost> = {
    record,
    isShared,
    list: async () => {
      if (!queue.ids) throw new Error("lost");
      return queue.ids.map((id) => ({ id }) as wire.QueuedSubmission);
    },
    settlesSoon: async () => false,
  };
  const turns = new QueuedTurns(host as QueueHost);
  record.queue = turns;
  const says = (method: string, params: object = {}): void => {
    const notification = { method, params: { threadId, ...params } } as wire.ServerNotification;
    record.observe(notification, addressOf(notification), 0);
  };
  return { record, turns, queue, says };
}

/** Puts a turn into the queue. Its entry has the same id as its user message. */
function add(turns: QueuedTurns, id: string): Promise<unknown> {
  const turn = turns.expect(id, (run) => run());
  turn.id = id;
  return turn.started;
}

const completed = { turn: { id: "other", status: "completed" } };

describe("a queued turn", () => {
  test("that another client has deleted is lost, and the others still wait", async () => {
    const { turns, queue, says } = createQueue(true);
    const [gone, kept] = [add(turns, "gone"), add(turns, "kept")];
    queue.ids = ["kept"];

    says("thread/queue/changed");

    await expect(gone).rejects.toMatchObject({ code: "QUEUED_TURN_LOST", id: "gone", threadId });
    turns.deleted("kept");
    await expect(kept).rejects.toMatchObject({ code: "QUEUED_TURN_LOST", id: "kept" });
  });

  test("that another client has deleted while the connection was lost is lost, too", async () => {
    const { record, turns, queue } = createQueue(true);
    const started = add(turns, "gone");
    queue.ids = [];

    record.suspend();
    record.resume();

    await expect(started).rejects.toMatchObject({ code: "QUEUED_TURN_LOST", id: "gone" });
  });

  test("that was taken out of the queue and does not start leaves the thread free again", async () => {
    const { record, turns, says } = createQueue(false);
    const started = add(turns, "one");

    says("turn/completed", completed);

    expect(record.turns.isBusy).toBe(true);
    await expect(started).rejects.toMatchObject({ code: "QUEUED_TURN_LOST" });
    await expect.poll(() => record.turns.isBusy).toBe(false);
  });
});

describe("the thread is free", () => {
  test.each([
    ["when the queue halts", ["one"]],
    ["when nobody knows whether the queue goes on", undefined],
  ])("%s", async (_name, ids) => {
    const { record, turns, queue, says } = createQueue(false);
    add(turns, "one");
    queue.ids = ids;

    says("turn/completed", completed);

    expect(record.turns.isBusy).toBe(true);
    await expect.poll(() => record.turns.isBusy).toBe(false);
  });

  test("after an interrupt, and when nothing of this client's waits", () => {
    const { record, turns, says } = createQueue(false);
    says("turn/completed", completed);
    expect(record.turns.isBusy).toBe(false);
    add(turns, "one");

    says("turn/completed", { turn: { id: "other", status: "interrupted" } });

    expect(record.turns.isBusy).toBe(false);
  });

  test("when the connection has ended, of which every waiting turn is told", async () => {
    const { record, turns, says } = createQueue(false);
    const started = add(turns, "one");
    says("turn/completed", completed);
    const reason = new Error("lost");

    record.lost(reason);

    expect(record.turns.isBusy).toBe(false);
    await expect(started).rejects.toBe(reason);
  });
});
