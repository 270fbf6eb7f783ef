import type { UIMessage } from "ai";
import type { UIDataParts, UIMessageMetadata } from "codex-app-server-sdk/ui";

/** A message as the page shows it. */
export type ChatMessage = UIMessage<UIMessageMetadata, UIDataParts>;

/** A chat in the list. */
export interface ChatSummary {
  readonly id: string;
  readonly title: string;
  /** The last turn that the backend knows of. */
  readonly turnId: string | null;
  readonly isRunning: boolean;
  /** How many questions wait for an answer. */
  readonly asks: number;
}

/** `GET /api/chats`, which the page asks again and again. */
export interface ChatList {
  /** Another one after each start of the backend. */
  readonly backend: string;
  /** Where Codex works. */
  readonly folder: string;
  readonly chats: readonly ChatSummary[];
}

/** `GET /api/chats/:id` */
export interface ChatHistory {
  /** Without what the turn has said that runs. */
  readonly messages: ChatMessage[];
  readonly isRunning: boolean;
}
