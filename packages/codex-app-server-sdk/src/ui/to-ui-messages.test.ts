import type * as ai6 from "ai6";
import type * as ai7 from "ai7";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { turnFixture } from "../testing/transport/wire-fixtures.js";
import { toUIMessages } from "./to-ui-messages.js";
import type { UIMessage } from "./ui-message.js";
import type { UIDataParts, UIMessageMetadata } from "./ui-message-chunk.js";

const text = (id: string, of: string): object => ({ type: "agentMessage", id, text: of });
const said = (id: string, content: object[], clientId: string | null = null): object => ({
  type: "userMessage",
  id,
  clientId,
  content,
});
const go = said("u", [{ type: "text", text: "Go" }]);

function messagesOf(items: readonly object[], turn: Partial<wire.Turn> = {}): UIMessage[] {
  const full = { status: "completed", itemsView: "full", ...turn } as const;
  const stored = turnFixture({ id: "turn", ...full, items: items as wire.ThreadItem[] });
  return toUIMessages({ id: "thread", turns: [stored] });
}

describe("the messages of a stored turn", () => {
  test("are what the user has said, and what the assistant did", () => {
    expect(messagesOf([go, text("m", "<b>Hello</b>")])).toEqual([
      { id: "u", role: "user", parts: [{ type: "text", text: "Go" }] },
      {
        id: "turn",
        role: "assistant",
        metadata: { threadId: "thread", turnId: "turn", status: "completed" },
        parts: [
          {
            type: "text",
            text: "<b>Hello</b>",
            state: "done",
            providerMetadata: { codex: { phase: null } },
          },
        ],
      },
    ]);
  });

  test("have the id that the user's message was sent with", () => {
    const [first] = messagesOf([said("u", [], "mine")]);

    expect(first?.id).toBe("mine");
  });

  test("have the pictures that the user has sent as far as a page can show them", () => {
    const [first] = messagesOf([
      said("u", [
        { type: "image", url: "data:image/png;base64,AAAA" },
        { type: "image", url: "https://example.com/a" },
        { type: "image", fileId: "f" },
        { type: "localImage", path: "/secret.png" },
        { type: "newer" },
      ]),
    ]);

    expect(first?.parts).toEqual([
      { type: "file", mediaType: "image/*", url: "data:image/png;base64,AAAA" },
      { type: "file", mediaType: "image/*", url: "https://example.com/a" },
    ]);
  });

  test("have what the user has said meanwhile at its place", () => {
    const more = said("v", [{ type: "text", text: "More" }]);
    const [, answer] = messagesOf([go, text("m", "One"), more, text("n", "Two")]);

    expect(answer?.parts).toMatchObject([
      { text: "One" },
      { type: "data-steer", id: "v", data: { text: "More" } },
      { text: "Two" },
    ]);
  });

  test("are only the user's while it runs: the stream brings the rest", () => {
    const messages = messagesOf([go, text("m", "Hel")], { status: "inProgress" });

    expect(messages.map(({ role }) => role)).toEqual(["user"]);
  });

  test("say of which kind the error was that it failed with, and no more", () => {
    const error = {
      message: "the provider said sk-secret",
      codexErrorInfo: "serverOverloaded",
    } as wire.TurnError;
    const messages = messagesOf([], { status: "failed", error });

    expect(messages).toMatchObject([
      { metadata: { status: "failed", errorInfo: "serverOverloaded" }, parts: [] },
    ]);
    expect(JSON.stringify(messages)).not.toContain("sk-secret");
  });

  test("show what had no end when it was over", () => {
    const command = { type: "commandExecution", id: "c", command: "ls", status: "inProgress" };
    const [message] = messagesOf([{ ...command, aggregatedOutput: "one" }]);

    expect(message?.parts).toMatchObject([
      { state: "output-available", output: { output: "one", status: "unfinished" } },
    ]);
  });

  test("show what was declined", () => {
    const command = { type: "commandExecution", id: "c", command: "ls", status: "declined" };
    const [message] = messagesOf([command]);

    expect(message?.parts).toMatchObject([
      { state: "output-denied", approval: { id: "declined-c", approved: false } },
    ]);
  });

  test.each<wire.TurnItemsView>(["summary", "notLoaded"])(
    "can't be made of its %s",
    (itemsView) => {
      expect(() => messagesOf([go], { itemsView })).toThrow(
        new OptionsError(
          `Turn turn has not all of its items (itemsView: ${itemsView}): list it with itemsView "full".`,
        ),
      );
    },
  );

  test("are messages of the AI SDK to a compiler, too", () => {
    const messages = messagesOf([go]);
    const as6: ai6.UIMessage<UIMessageMetadata, UIDataParts>[] = messages;
    const as7: ai7.UIMessage<UIMessageMetadata, UIDataParts>[] = messages;

    expect(as6).toEqual(as7);
  });
});
