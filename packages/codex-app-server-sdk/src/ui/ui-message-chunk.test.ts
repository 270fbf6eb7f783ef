import type * as ai6 from "ai6";
import type * as ai7 from "ai7";
import { expect, test } from "vitest";
import type {
  SentChunk,
  UIDataParts,
  UIMessageChunk,
  UIMessageMetadata,
} from "./ui-message-chunk.js";

type Message = Parameters<typeof parts>[0];

/** Compiles where the types of a page's messages may be made of ours. */
function parts(
  message:
    | ai6.UIMessage<UIMessageMetadata, UIDataParts>
    | ai7.UIMessage<UIMessageMetadata, UIDataParts>,
): string[] {
  return message.parts.map(({ type }) => type);
}

test("a chunk is one of the AI SDK's to a compiler, too", () => {
  const chunk: UIMessageChunk = { type: "text-delta", id: "m", delta: "Hi" };
  const as6: (chunk: UIMessageChunk) => ai6.UIMessageChunk<UIMessageMetadata, UIDataParts> = (
    one,
  ) => one;
  const as7: (chunk: SentChunk) => ai7.UIMessageChunk<UIMessageMetadata, UIDataParts> = (one) =>
    one;

  expect([as6(chunk), as7(chunk)]).toEqual([chunk, chunk]);
});

test("the data and metadata of a message have types for the page", () => {
  const message: Message = {
    id: "turn",
    role: "assistant",
    metadata: { threadId: "thread", turnId: "turn", status: "completed" },
    parts: [{ type: "data-diff", id: "diff", data: { diff: "+a" } }],
  };

  expect(parts(message)).toEqual(["data-diff"]);
});
