import { Chat, useChat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import type { UIDataParts, UIMessageMetadata } from "codex-app-server-sdk/ui";

/** The page that docs/web.md shows, to be compiled. */
export function useDocumentedChat(id: string): unknown {
  const chat = new Chat<UIMessage<UIMessageMetadata, UIDataParts>>({
    id,
    transport: new DefaultChatTransport({
      api: "/api/chat",
      prepareSendMessagesRequest: ({ id, messages }) => ({
        body: { id, messages: messages.slice(-1) },
      }),
    }),
  });

  // In a component. `resume` reads a turn that runs when the page is loaded.
  const { messages, sendMessage } = useChat({ chat, resume: true });
  return { messages, sendMessage };
}
