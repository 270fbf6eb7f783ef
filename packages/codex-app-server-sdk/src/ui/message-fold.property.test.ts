import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aiVersions, type PagePart } from "../../test/support/ai-versions.js";
import { collect } from "../../test/support/collect.js";
import { itemFields, shortText } from "../../test/support/item-arbitraries.js";
import { streamOf } from "../../test/support/turn-on-page.js";
import { TurnFold } from "../events/turn-fold.js";
import { TurnCollector } from "../results/turn-collector.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import { MessageBuilder } from "./message-builder.js";
import { MessageFold } from "./message-fold.js";
import type { SentChunk } from "./ui-message-chunk.js";

interface Step {
  method?: string;
  params?: unknown;
  /** Whether it is a question, whose id is then the number of the step. */
  isAsked?: true;
  /** The step whose question is over, and how. */
  answered?: number;
  isAccepted?: boolean | null;
}

const id = fc.constantFrom("a", "b");

const item = fc.record({
  ...itemFields,
  id,
  text: shortText,
  status: fc.constantFrom("inProgress", "completed", "failed", "declined", 3, undefined),
  server: shortText,
  tool: shortText,
  summary: fc.array(shortText, { maxLength: 2 }),
  content: fc.array(shortText, { maxLength: 2 }),
  error: fc.option(fc.record({ message: shortText })),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    method: fc.constantFrom("item/started", "item/completed"),
    params: fc.record({ item }),
  }),
  fc.record({
    method: fc.constantFrom(
      "item/agentMessage/delta",
      "item/plan/delta",
      "item/reasoning/summaryTextDelta",
      "item/reasoning/textDelta",
      "item/commandExecution/outputDelta",
    ),
    params: fc.record({ itemId: id, delta: shortText }),
  }),
  fc.record({
    method: fc.constant("error"),
    params: fc.record({ willRetry: fc.constant(true), error: fc.record({ message: shortText }) }),
  }),
  fc.record({
    isAsked: fc.constant<true>(true),
    method: fc.constantFrom("item/commandExecution/requestApproval", "newer/request"),
    params: fc.oneof(
      fc.record({ threadId: fc.constantFrom("thread", "agent"), itemId: id }),
      fc.record({ threadId: fc.constant("thread"), server: shortText, tool: shortText }),
      fc.constantFrom(null, undefined, "text"),
    ),
  }),
  fc.record({ answered: fc.nat(30), isAccepted: fc.constantFrom(true, false, null) }),
);

/** The chunks of a turn in which this happens; of one that is found late, from its middle on. */
function chunksOf(steps: readonly Step[], at: number, hasResponses: boolean): SentChunk[] {
  const turn = new TurnFold(0);
  const fold = new MessageFold({ id: "turn", threadId: "thread" }, { maxOutput: 3, hasResponses });
  const all = steps.flatMap(
    ({ method = "", params, isAsked, answered, isAccepted = null }, index) => {
      const missed = index === at ? turn.missed() : [];
      const events =
        answered !== undefined
          ? turn.answered({ id: String(answered), isAccepted })
          : isAsked
            ? turn.asked({ id: String(index), method, params })
            : turn.add({ method, params } as wire.ServerNotification);
      return index >= at ? [...missed, ...events] : [];
    },
  );
  const missed = at >= steps.length ? turn.missed() : [];
  const ends = turn.finish(
    new TurnCollector().result(turnFixture({ id: "turn", status: "completed" })),
  );
  const chunks = [...all, ...missed, ...ends].flatMap((event) =>
    event.type === "finish" ? fold.end(event.result.turn) : fold.add(event),
  );
  return [...fold.start(), ...chunks];
}

/** What the chunks make of a message here, on the backend. */
function messageOf(chunks: readonly SentChunk[]): unknown {
  const builder = new MessageBuilder();
  for (const chunk of chunks) builder.add(structuredClone(chunk));
  return builder.message;
}

/** Newer pages give names to reasoning, which nobody needs. */
function withoutName({ id, ...part }: PagePart): PagePart {
  return part.type === "reasoning" || id === undefined ? part : { id, ...part };
}

const settled = new Set(["done", "output-available", "output-error", "output-denied"]);

function isSettled({ state, preliminary }: PagePart): boolean {
  return settled.has(state ?? "") && preliminary !== true;
}

describe.each(aiVersions)("a page with $name", ({ read, aiVersion }) => {
  test("can read all that a turn may do, and finds every part at its end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.nat(30), async (steps, at) => {
        const chunks = chunksOf(steps, at, aiVersion === 7);
        const last = (await collect(read(streamOf(chunks)))).at(-1);
        const parts = last?.parts ?? [];
        const callIds = parts.flatMap(({ toolCallId }) => toolCallId ?? []);

        expect(parts.filter(({ type }) => !type.startsWith("data-")).every(isSettled)).toBe(true);
        expect(new Set(callIds).size).toBe(callIds.length);
        expect(messageOf(chunks)).toEqual({ ...last, parts: parts.map(withoutName) });
      }),
    );
  });
});
