import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { collect } from "../../test/support/collect.js";
import { TurnCollector, turnResult } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import { EventStreams, type Events } from "./event-streams.js";
import type { TurnEvent } from "./turn-event.js";

const unlimited = { maxBufferedNotifications: 0, maxBufferedBytes: 0 };
const result = turnResult(turnFixture({ id: "turn" }), [], {
  usage: null,
  turnUsage: null,
  agents: [],
});

function create(collector = new TurnCollector()): EventStreams {
  const streams = new EventStreams(unlimited, collector);
  streams.keepForFirst();
  return streams;
}

/** The agent writes this into its message. */
function write(streams: EventStreams, ...texts: readonly string[]): void {
  for (const delta of texts) {
    const params = { threadId: "thread", turnId: "turn", itemId: "m", delta };
    streams.add({ method: "item/agentMessage/delta", params }, delta.length);
  }
}

/** What a reader is told, in short. */
async function read(events: Events): Promise<string[]> {
  const told: string[] = [];
  for await (const event of events) {
    told.push("text" in event ? `${event.type} ${event.text}` : event.type);
  }
  return told;
}

describe("events", () => {
  test("that nobody reads yet are kept, with neighbouring parts of a text in one", async () => {
    const streams = create();
    write(streams, ...Array.from({ length: 40 }, () => "x"));
    streams.finish(result);

    const told = await read(streams.open());

    const texts = told.filter((event) => event.startsWith("text-delta "));
    expect(texts.map((text) => text.replace("text-delta ", "")).join("")).toBe("x".repeat(40));
    expect(texts.length).toBeLessThan(10);
    expect([told.at(0), told.at(-1)]).toEqual(["text-start", "finish"]);
  });

  test("are told to a reader as they come", async () => {
    const streams = create();
    const events = streams.open();

    write(streams, "a");
    expect(await events.next()).toMatchObject({ value: { type: "text-start" } });
    expect(await events.next()).toMatchObject({ value: { type: "text-delta", text: "a" } });
    write(streams, "b");
    expect(await events.next()).toMatchObject({ value: { text: "b" } });
  });

  test("keep their place before and after an approval", async () => {
    const streams = create();
    write(streams, "a");
    streams.asked({ id: "1", method: "m", params: {} });
    write(streams, "b");
    streams.answered({ id: "1", isAccepted: true });
    streams.finish(result);

    expect(await read(streams.open())).toEqual([
      "text-start",
      "text-delta a",
      "approval-start",
      "text-delta b",
      "approval-end",
      "finish",
    ]);
  });

  test("of a turn whose handle is made late begin with the items that it has completed", async () => {
    const collector = new TurnCollector();
    const item = { type: "newer", id: "n" } as unknown as wire.ThreadItem;
    const params = { threadId: "thread", turnId: "turn", item, completedAtMs: 1 };
    collector.add({ method: "item/completed", params });
    const streams = new EventStreams(unlimited, collector);
    streams.finish(result);

    expect(await read(streams.open("start"))).toEqual(["item-start", "item-end", "finish"]);
  });
});

test("the same id in two turns of a series is two items, also to a late reader", async () => {
  const streams = create();
  for (const text of ["first turn", "second turn"]) {
    streams.beginTurn();
    const item = { type: "newer", id: "n", text } as unknown as wire.ThreadItem;
    const params = { threadId: "thread", turnId: "turn", item, completedAtMs: 1 };
    streams.add({ method: "item/completed", params }, 1);
  }
  streams.finish(result);

  const items = (events: readonly TurnEvent[]): unknown[] =>
    events.flatMap((event) => (event.type === "item-end" ? [event.item] : []));
  const seen = items(await collect(streams.open()));
  expect(seen).toMatchObject([{ text: "first turn" }, { text: "second turn" }]);
  expect(items(await collect(streams.open("start")))).toEqual(seen);
});

describe("when the turn is given up", () => {
  test("every reader gets the reason, a late one after what there was", async () => {
    const streams = create();
    const first = streams.open();
    write(streams, "a");
    const reason = new Error("given up");
    streams.fail(reason);

    await expect(read(first)).rejects.toBe(reason);
    const late = streams.open("start");
    expect(await late.next()).toMatchObject({ value: { type: "text-start" } });
    expect(await late.next()).toMatchObject({ value: { text: "a" } });
    await expect(late.next()).rejects.toBe(reason);
  });
});

test("a reader who leaves in the middle of what was missed gets nothing more", async () => {
  const streams = create();
  write(streams, "a");
  const late = streams.open("start");
  await late.next();

  await late.return?.();

  expect(await late.next()).toEqual({ done: true, value: undefined });
});

test.each<[string, object]>([
  ["text", { id: "odd", type: "agentMessage", text: { toString: null }, phase: null }],
  ["id", { id: { toString: null }, type: "agentMessage", text: "x", phase: null }],
])("an item whose %s can't be made a string costs a reader nothing but itself", async (_, item) => {
  const streams = create();
  const params = { threadId: "t", turnId: "u", item: item as wire.ThreadItem, completedAtMs: 1 };
  streams.add({ method: "item/completed", params }, 1);
  write(streams, "whole");
  streams.finish(result);

  const told = await read(streams.open());

  expect(told).toContain("text-delta whole");
  expect(told.at(-1)).toBe("finish");
});

test("nothing that a server may send disturbs them", () => {
  const notification = fc.record({
    method: fc.constantFrom(
      "item/agentMessage/delta",
      "item/commandExecution/outputDelta",
      "item/started",
      "thread/tokenUsage/updated",
    ),
    params: fc.oneof(
      fc.anything(),
      fc.record({ itemId: fc.constantFrom("a", 1), delta: fc.constantFrom("x", null) }),
    ),
  });
  fc.assert(
    fc.property(fc.array(notification, { maxLength: 80 }), (notifications) => {
      const streams = create();
      for (const one of notifications) streams.add(one as wire.ServerNotification, 1);
      streams.finish(result);
    }),
  );
});
