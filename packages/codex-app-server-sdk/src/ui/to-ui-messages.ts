import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { assertOptions } from "./assert-options.js";
import { eventsOfItem } from "./events-of-item.js";
import { MessageBuilder } from "./message-builder.js";
import { MessageFold } from "./message-fold.js";
import type { UIFilePart, UIMessage, UIWrittenPart } from "./ui-message.js";

/** What `toUIMessages()` reads of a thread: what `thread.read()` gives has it. */
export type UIThread = Pick<wire.Thread, "id" | "turns">;

/** Options of `toUIMessages()`. */
export interface UIMessagesOptions {
  /** As of `toUIMessageStream()`. Default 20,000. */
  maxOutput?: number | undefined;
}

/**
 * The messages of a thread as pages keep them, for `useChat({ messages })`: of each stored turn
 * what the user has said, and what the assistant did, in the form that `toUIMessageStream()` leaves
 * behind. What the server does not store is missing: plans, diffs, sub-agents and usage. Of a turn
 * that runs there is only what the user has said, as the stream brings the rest. Throws an
 * `OptionsError` for options that are none, and for a turn that has not all of its items.
 *
 * @example
 * ```ts
 * const { thread: stored } = await thread.read({ includeTurns: true });
 * return context.json(toUIMessages(stored));
 * ```
 */
export function toUIMessages(
  { id: threadId, turns }: UIThread,
  options: UIMessagesOptions = {},
): UIMessage[] {
  assertOptions("messages", options);
  const { maxOutput = 20_000 } = options;
  const format = { maxOutput, hasResponses: true };
  return turns.flatMap((turn) => {
    assertWhole(turn);
    const said = saidFirst(turn);
    if (turn.status === "inProgress") return said;
    const fold = new MessageFold({ id: turn.id, threadId }, format);
    const message = new MessageBuilder();
    const chunks = turn.items.flatMap((item) =>
      eventsOfItem(item).flatMap((event) => fold.add(event)),
    );
    for (const chunk of [...fold.start(), ...chunks, ...fold.end(turn)]) message.add(chunk);
    return [...said, message.message];
  });
}

/** Without its items a turn would look as if nothing had happened in it. */
function assertWhole({ id, itemsView }: wire.Turn): void {
  if (itemsView === "full") return;
  throw new OptionsError(
    `Turn ${id} has not all of its items (itemsView: ${itemsView}): list it with itemsView "full".`,
  );
}

/** What a turn began with. What was said while it ran is a part of the assistant's message. */
function saidFirst({ items }: wire.Turn): UIMessage[] {
  const item = items.find(({ type }) => type === "userMessage") as
    | wire.UserMessageThreadItem
    | undefined;
  if (item === undefined) return [];
  const parts = item.content.flatMap((input) => partOf(input) ?? []);
  return [{ id: item.clientId ?? item.id, role: "user", parts }];
}

/** What a page can show: files of the server are none. */
function partOf(input: wire.UserInput): UIWrittenPart | UIFilePart | undefined {
  switch (input.type) {
    case "text":
      return { type: "text", text: input.text };
    case "image":
      return "url" in input ? { type: "file", mediaType: "image/*", url: input.url } : undefined;
    default:
      return undefined;
  }
}
