import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { items } from "../testing/items/items.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import { finalResponseOf } from "./final-response.js";
import { TurnCollector } from "./turn-collector.js";
import type { TurnResult } from "./turn-result.js";

const ids = { threadId: "thread-1", turnId: "turn-1" };

function completed(item: wire.ThreadItem): wire.ServerNotification {
  return { method: "item/completed", params: { ...ids, item, completedAtMs: 1 } };
}

function started(item: wire.ThreadItem): wire.ServerNotification {
  return { method: "item/started", params: { ...ids, item, startedAtMs: 1 } };
}

function delta(itemId: string, text: string): wire.ServerNotification {
  return { method: "item/agentMessage/delta", params: { ...ids, itemId, delta: text } };
}

function used(totalTokens: number): wire.ServerNotification {
  const breakdown = {
    totalTokens,
    inputTokens: 0,
    cachedInputTokens: 0,
    cacheWriteInputTokens: 0,
    outputTokens: 0,
    reasoningOutputTokens: 0,
  };
  const tokenUsage = { total: breakdown, last: breakdown, modelContextWindow: null };
  return { method: "thread/tokenUsage/updated", params: { ...ids, tokenUsage } };
}

function collect(notifications: readonly wire.ServerNotification[]): TurnResult {
  const collector = new TurnCollector();
  for (const notification of notifications) collector.add(notification);
  const summary = items.agentMessage("only this", { id: "summary" });
  return collector.result(
    turnFixture({ id: "turn-1", status: "completed", items: [summary], itemsView: "summary" }),
  );
}

const message = (
  id: string,
  text: string,
  phase: wire.MessagePhase | null = null,
): wire.AgentMessageThreadItem => ({
  ...items.agentMessage(text, { id }),
  phase,
});

describe("a collected turn", () => {
  test("has the completed items in their order instead of the server's summary", () => {
    const [first, second] = [message("a", "one"), message("b", "two")];

    const result = collect([started(first), started(second), completed(second), completed(first)]);

    expect(result.items).toEqual([second, first]);
    expect(result.turn.items).toBe(result.items);
    expect(result.turn).toMatchObject({ id: "turn-1", status: "completed", itemsView: "full" });
  });

  test("has an item once, as it was completed last", () => {
    const result = collect([completed(message("a", "old")), completed(message("a", "new"))]);

    expect(result.items).toEqual([message("a", "new")]);
  });

  test("has each item of an id that the server uses again, in turns or at the same time", () => {
    const [one, two, three] = ["one", "two", "three"].map((text) => message("call_0", text));
    const items = [one, two, three] as wire.ThreadItem[];

    expect(collect(items.flatMap((item) => [started(item), completed(item)])).items).toEqual(items);
    expect(collect([...items.map(started), ...items.map(completed)]).items).toEqual(items);
  });

  test("has the same id of two turns of a series twice, started or not", () => {
    const collector = new TurnCollector();
    for (const text of ["first turn", "second turn"]) {
      collector.beginTurn();
      collector.add(completed(message("a", text)));
    }

    const { items } = collector.result(turnFixture({ id: "turn-1", status: "completed" }));

    expect(items).toEqual([message("a", "first turn"), message("a", "second turn")]);
  });

  test("leaves out an item that was cut off", () => {
    const result = collect([started(message("a", "")), delta("a", "half an ans")]);

    expect(result).toMatchObject({ items: [], finalResponse: null });
  });

  test("has the usage that was reported last, null when there was none", () => {
    expect(collect([used(5), used(9)])).toMatchObject({
      usage: { total: { totalTokens: 9 } },
      turnUsage: { totalTokens: 9 },
    });
    expect(collect([])).toMatchObject({ usage: null, turnUsage: null });
  });

  test("has no output", () => {
    expect(collect([]).output).toBeUndefined();
  });

  test("loses no item that was started and completed, whatever ids are used again", () => {
    const itemIds = fc.constantFrom("a", "b", "c");
    const events = fc.oneof(
      itemIds.map((id) => ({ kind: "start" as const, id })),
      itemIds.map((id) => ({ kind: "complete" as const, id })),
      fc.tuple(itemIds, fc.string()).map(([id, text]) => ({ kind: "delta" as const, id, text })),
      fc.nat().map((total) => ({ kind: "usage" as const, total })),
    );
    fc.assert(
      fc.property(fc.array(events), (steps) => {
        const open = new Map<string, number>();
        const expected: wire.ThreadItem[] = [];
        const notifications = steps.flatMap((step, index): wire.ServerNotification[] => {
          if (step.kind === "delta") return [delta(step.id, step.text)];
          if (step.kind === "usage") return [used(step.total)];
          const item = message(step.id, String(index));
          const count = open.get(step.id) ?? 0;
          if (step.kind === "start") {
            open.set(step.id, count + 1);
            return [started(item)];
          }
          if (count === 0) return []; // An item is completed once for each time it was started.
          open.set(step.id, count - 1);
          expected.push(item);
          return [completed(item)];
        });

        const { items, finalResponse } = collect(notifications);

        expect(items).toEqual(expected);
        expect(finalResponse).toBe(finalResponseOf(items, "completed"));
      }),
    );
  });
});
