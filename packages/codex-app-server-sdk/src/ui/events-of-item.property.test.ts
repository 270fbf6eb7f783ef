import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { itemFields, shortText } from "../../test/support/item-arbitraries.js";
import type { TurnEvent } from "../events/turn-event.js";
import { TurnFold } from "../events/turn-fold.js";
import { eventsOfItem } from "./events-of-item.js";
import { MessageBuilder } from "./message-builder.js";
import { MessageFold } from "./message-fold.js";

const texts = fc.oneof(fc.array(fc.oneof(shortText, fc.constant(1)), { maxLength: 3 }), shortText);

const item = fc.record({
  ...itemFields,
  id: shortText,
  text: fc.oneof(shortText, fc.constant(null)),
  phase: fc.constantFrom("commentary", null, undefined),
  status: fc.constantFrom("completed", "failed", "declined", undefined),
  summary: texts,
  content: texts,
});

function partsOf(events: readonly TurnEvent[]): unknown {
  const fold = new MessageFold(
    { id: "turn", threadId: "thread" },
    { maxOutput: 3, hasResponses: true },
  );
  const builder = new MessageBuilder();
  const chunks = events.flatMap((event) => (event.type === "finish" ? [] : fold.add(event)));
  for (const chunk of chunks) builder.add(chunk);
  return builder.message.parts;
}

test("items that are stored make the parts that the turn's events have made", () => {
  fc.assert(
    fc.property(fc.uniqueArray(item, { selector: ({ id }) => id, maxLength: 6 }), (given) => {
      const items = given as unknown as wire.ThreadItem[];
      const turn = new TurnFold(0);

      const live = partsOf(items.flatMap((one) => turn.complete(one)));

      expect(partsOf(items.flatMap((one) => eventsOfItem(one)))).toEqual(live);
    }),
  );
});
