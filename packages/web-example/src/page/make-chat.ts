import { Chat } from "@ai-sdk/react";
import type { ChatMessage } from "../chat-api.js";
import { transport } from "./backend.js";
import { describeError } from "./describe-error.js";

/** What is heard of a chat besides its messages. */
export interface Heard {
  /** What went wrong last. */
  readonly notice?: string | undefined;
  /** What could not be sent. */
  readonly unsent?: string;
  /** How the last message stood when the model did not answer. */
  readonly stalledAt?: ChatMessage | undefined;
}

/**
 * The messages of a chat. Not by `useChat({ id, transport })`, which forgets in some versions that
 * a stream which is read again begins anew.
 */
export function makeChat(id: string, hear: (heard: Heard) => void): Chat<ChatMessage> {
  const chat: Chat<ChatMessage> = new Chat({
    id,
    transport,
    onData: ({ type }) => type === "data-retry" && hear({ stalledAt: chat.lastMessage }),
    onError: (error) => hear({ notice: describeError(error) }),
    onFinish: ({ isError, messages }) => {
      const last = messages.at(-1);
      if (!isError || last?.role !== "user") return;
      hear({ unsent: textOf(last) });
      chat.messages = messages.slice(0, -1);
    },
  });
  return chat;
}

function textOf({ parts }: ChatMessage): string {
  return parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}
