import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { TurnInProgressError } from "../errors/index.js";
import { TurnRouter, type TurnSink } from "./turn-router.js";

const limits = { maxBufferedNotifications: 0, maxBufferedBytes: 0 };

function notification(method: string, params: object): wire.ServerNotification {
  return { method, params } as wire.ServerNotification;
}

const started = (threadId: string, id: string): wire.ServerNotification =>
  notification("turn/started", { threadId, turn: { id } });
const completed = (threadId: string, id: string): wire.ServerNotification =>
  notification("turn/completed", { threadId, turn: { id } });
const delta = (threadId: string, turnId: string, text = "x"): wire.ServerNotification =>
  notification("item/agentMessage/delta", { threadId, turnId, itemId: "i", delta: text });
const status = (threadId: string, type: string): wire.ServerNotification =>
  notification("thread/status/changed", { threadId, status: { type } });

/** A sink for one turn that records what it gets. */
function sinkFor(turnId: string): TurnSink & { got: wire.ServerNotification[]; ends: unknown[] } {
  const got: wire.ServerNotification[] = [];
  const ends: unknown[] = [];
  return {
    got,
    ends,
    owns: (address) => address.turnId === turnId || address.method === "thread/status/changed",
    push: (value) => got.push(value),
    overflow: () => ends.push("overflow"),
    fail: (reason) => ends.push(reason),
  };
}

function feed(router: TurnRouter, ...notifications: wire.ServerNotification[]): void {
  for (const value of notifications) router.route(value, 10);
}

describe("a turn's sink", () => {
  test("gets what is its own, and nothing of other turns and threads", () => {
    const router = new TurnRouter(limits);
    const sink = sinkFor("u1");
    router.reserve("t1").attach(sink);
    const own = [started("t1", "u1"), delta("t1", "u1"), status("t1", "idle")];

    feed(router, delta("t1", "u2"), delta("t2", "u1"), ...own, notification("skills/changed", {}));

    expect(sink.got).toEqual(own);
  });

  test("gets what came before it was attached, in order, its end included", () => {
    const router = new TurnRouter(limits);
    const reservation = router.reserve("t1");
    const early = [started("t1", "u1"), delta("t1", "u1"), completed("t1", "u1")];
    feed(router, delta("t1", "other"), ...early);
    const sink = sinkFor("u1");

    reservation.attach(sink);

    expect(sink.got).toEqual(early);
  });

  test("gets nothing that came before the thread was reserved", () => {
    const router = new TurnRouter(limits);
    feed(router, started("t1", "u0"), delta("t1", "u0"), completed("t1", "u0"));
    const sink = sinkFor("u0");

    router.reserve("t1").attach(sink);

    expect(sink.got).toEqual([]);
  });

  test("is told when the connection ends, once; a reservation without one is not", () => {
    const router = new TurnRouter(limits);
    const sink = sinkFor("u1");
    router.reserve("t1").attach(sink);
    router.reserve("t2");
    const reason = new Error("gone");

    router.fail(reason);
    router.fail(new Error("again"));

    expect(sink.ends).toEqual([reason]);
  });
});

describe("a busy thread", () => {
  test("is one that is reserved, until it is released", () => {
    const router = new TurnRouter(limits);
    const reservation = router.reserve("t1");
    expect(() => router.reserve("t1")).toThrow(TurnInProgressError);
    expect(() => router.reserve("t2")).not.toThrow();

    reservation.release();
    const second = router.reserve("t1");
    reservation.release(); // the first reservation, released again

    expect(() => router.reserve("t1")).toThrow(TurnInProgressError);
    second.release();
    expect(() => router.assertIdle("t1")).not.toThrow();
  });

  test.each([
    ["its turn completes", completed("t1", "u9")],
    ["it becomes idle", status("t1", "idle")],
    ["it fails", status("t1", "systemError")],
    ["it is unloaded", status("t1", "notLoaded")],
    ["it is closed", notification("thread/closed", { threadId: "t1" })],
    ["it is deleted", notification("thread/deleted", { threadId: "t1" })],
  ])("is also one with a turn of another client, until %s", (_name, end) => {
    const router = new TurnRouter(limits);
    feed(router, started("t1", "u9"), delta("t1", "u9"), status("t1", "active"));
    expect(() => router.reserve("t1")).toThrow(TurnInProgressError);

    feed(router, end);

    expect(() => router.reserve("t1")).not.toThrow();
  });
});

describe("what arrives while a turn is being started", () => {
  test("is bounded: deltas are joined, and no character is lost", () => {
    const router = new TurnRouter({ maxBufferedNotifications: 10, maxBufferedBytes: 0 });
    const reservation = router.reserve("t1");
    feed(router, started("t1", "u1"), ...Array.from({ length: 5_000 }, () => delta("t1", "u1")));
    const sink = sinkFor("u1");

    reservation.attach(sink);

    expect(sink.got.length).toBeLessThanOrEqual(10);
    const text = sink.got.map(({ params }) => (params as { delta?: string }).delta ?? "").join("");
    expect(text).toBe("x".repeat(5_000));
    expect(sink.ends).toEqual([]);
  });

  test("keeps what a turn is made of beyond the bound, and says that a stream lost something", () => {
    const router = new TurnRouter({ maxBufferedNotifications: 3, maxBufferedBytes: 0 });
    const reservation = router.reserve("t1");
    const item = (id: string): wire.ServerNotification =>
      notification("item/completed", { threadId: "t1", turnId: "u1", item: { id } });
    const kept = [started("t1", "u1"), item("1"), item("2"), item("3"), completed("t1", "u1")];
    const diff = notification("turn/diff/updated", { threadId: "t1", turnId: "u1", diff: "" });
    feed(router, ...kept.flatMap((value) => [value, diff]));
    const sink = sinkFor("u1");

    reservation.attach(sink);

    expect(sink.got).toEqual(kept);
    expect(sink.ends).toEqual(["overflow"]);
  });
});

describe("malformed notifications", () => {
  test.each([
    [notification("turn/started", { threadId: "t1" })],
    [notification("turn/completed", { threadId: "t1", turn: null })],
    [notification("thread/status/changed", { threadId: "t1" })],
    [notification("item/completed", { threadId: 7 })],
    [notification("item/completed", [])],
    [{ method: "turn/started" } as wire.ServerNotification],
  ])("change nothing: %j", (malformed) => {
    const router = new TurnRouter(limits);
    const sink = sinkFor("u1");
    router.reserve("t1").attach(sink);

    feed(router, malformed);

    expect(() => router.reserve("t1")).toThrow(TurnInProgressError);
    feed(router, delta("t1", "u1"));
    expect(sink.got.at(-1)).toEqual(delta("t1", "u1"));
  });

  test("with ids like __proto__ are handled like any other", () => {
    const router = new TurnRouter(limits);
    feed(router, started("__proto__", "constructor"));

    expect(() => router.reserve("__proto__")).toThrow(TurnInProgressError);
    expect(() => router.reserve("constructor")).not.toThrow();
  });
});
