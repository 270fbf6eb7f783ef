import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TurnCollector } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import type { TurnEvent } from "./turn-event.js";
import { TurnFold } from "./turn-fold.js";

/** What a user interface makes of the events: it knows nothing else of the turn. */
class Screen {
  readonly items: wire.ThreadItem[] = [];
  /** The text of each item that is one, at the item's place. */
  readonly texts: (string | undefined)[] = [];
  usage: wire.ThreadTokenUsage | null = null;
  turnUsage: wire.TokenUsageBreakdown | null = null;
  readonly #open = new Map<string, number>();
  readonly #places = new Map<string, number>();
  readonly #ended = new Map<string, string>();

  show(events: readonly TurnEvent[]): this {
    for (const event of events) {
      if (event.type === "item-start") this.#start(event.itemId);
      if (event.type === "text-end") this.#ended.set(event.itemId, event.text);
      if (event.type === "item-end") this.#end(event.itemId, event.item);
      if (event.type === "usage") {
        this.usage = event.usage;
        this.turnUsage = event.turnUsage;
      }
    }
    return this;
  }

  #start(id: string): void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    this.#ended.delete(id);
  }

  #end(id: string, item: wire.ThreadItem): void {
    const open = this.#open.get(id) ?? 0;
    const known = open > 0 ? undefined : this.#places.get(id);
    const place = known ?? this.items.length;
    if (open > 0) this.#open.set(id, open - 1);
    this.#places.set(id, place);
    this.items[place] = item;
    this.texts[place] = textOf(item) === undefined ? undefined : this.#ended.get(id);
  }
}

const itemId = fc.constantFrom("a", "b");
const text = fc.string({ maxLength: 4 });
const kind = fc.constantFrom("agentMessage", "plan", "reasoning", "commandExecution", "newer");

const item = fc.record({
  type: kind,
  id: itemId,
  text,
  phase: fc.constantFrom(null, "commentary", "final_answer"),
  summary: fc.array(text, { maxLength: 2 }),
  content: fc.array(text, { maxLength: 2 }),
  aggregatedOutput: fc.option(text),
});

const itemStep = fc.record({
  method: fc.constantFrom("item/started", "item/completed"),
  params: fc.record({ item }),
});

const deltaStep = fc.record({
  method: fc.constantFrom(
    "item/agentMessage/delta",
    "item/plan/delta",
    "item/reasoning/summaryTextDelta",
    "item/reasoning/textDelta",
    "item/commandExecution/outputDelta",
  ),
  params: fc.record({ itemId, delta: text, summaryIndex: fc.nat(2), contentIndex: fc.nat(2) }),
});

const tokens = fc.record({
  totalTokens: fc.nat(9),
  inputTokens: fc.nat(9),
  cachedInputTokens: fc.nat(9),
  cacheWriteInputTokens: fc.nat(9),
  outputTokens: fc.nat(9),
  reasoningOutputTokens: fc.nat(9),
});

const otherStep = fc.oneof(
  fc.record({
    method: fc.constant("error"),
    params: fc.record({ willRetry: fc.boolean(), error: fc.record({ message: text }) }),
  }),
  fc.record({
    method: fc.constant("thread/tokenUsage/updated"),
    params: fc.record({ tokenUsage: fc.record({ total: tokens, last: tokens }) }),
  }),
  fc.record({
    method: fc.constantFrom("turn/plan/updated", "turn/diff/updated", "warning", "newer/method"),
    params: fc.anything(),
  }),
);

const turn = fc.array(fc.oneof(itemStep, deltaStep, otherStep), { maxLength: 30 });

type Steps = readonly { method: string; params?: unknown }[];

function resultOf(steps: Steps): ReturnType<TurnCollector["result"]> {
  const collector = new TurnCollector();
  for (const step of steps) collector.add(step as wire.ServerNotification);
  return collector.result(turnFixture({ id: "t" }));
}

function textOf(one: wire.ThreadItem): string | undefined {
  return one.type === "agentMessage" || one.type === "plan" ? one.text : undefined;
}

function sorted(values: readonly unknown[]): string[] {
  return values.map((value) => JSON.stringify(value) ?? "undefined").sort();
}

describe("a user interface that knows only the events", () => {
  test("has the items, texts and usage of the result", () => {
    fc.assert(
      fc.property(turn, (steps) => {
        const fold = new TurnFold(0);
        const events = steps.flatMap((step) => fold.add(step as wire.ServerNotification));
        const screen = new Screen().show(events);

        const { items, usage, turnUsage } = resultOf(steps);

        expect(screen.items).toEqual(items);
        expect(screen.texts).toEqual(items.map(textOf));
        expect(screen).toMatchObject({ usage, turnUsage });
      }),
    );
  });

  test("has the same when it comes late, whenever that is", () => {
    fc.assert(
      fc.property(turn, fc.nat(30), (steps, at) => {
        const fold = new TurnFold(0);
        const screen = new Screen();
        steps.forEach((step, index) => {
          if (index === at) screen.show(fold.missed());
          const events = fold.add(step as wire.ServerNotification);
          if (index >= at) screen.show(events);
        });
        if (at >= steps.length) screen.show(fold.missed());

        const { items, usage, turnUsage } = resultOf(steps);

        expect(sorted(screen.items)).toEqual(sorted(items));
        expect(sorted(screen.texts)).toEqual(sorted(items.map(textOf)));
        expect(screen).toMatchObject({ usage, turnUsage });
      }),
    );
  });
});

test("nothing that a server may send makes the fold throw", () => {
  const anything = fc.record({
    method: fc.constantFrom(
      "item/started",
      "item/completed",
      "item/agentMessage/delta",
      "item/mcpToolCall/progress",
      "thread/tokenUsage/updated",
      "turn/plan/updated",
      "error",
      "__proto__",
    ),
    params: fc.oneof(fc.anything(), fc.record({ item: fc.anything(), itemId: fc.anything() })),
  });
  fc.assert(
    fc.property(fc.array(anything), (steps) => {
      const fold = new TurnFold(10);
      for (const step of steps) fold.add(step as wire.ServerNotification);
      fold.missed();
    }),
  );
});
