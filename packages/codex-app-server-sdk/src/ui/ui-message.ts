import type { UIDataParts, UIMessageMetadata, UIProviderMetadata } from "./ui-message-chunk.js";

/** A text or a reasoning of a message that is over. */
export type UIWrittenPart = {
  type: "text" | "reasoning";
  text: string;
  state?: "done";
  providerMetadata?: UIProviderMetadata;
};

/** A picture that the user has sent. */
export type UIFilePart = { type: "file"; mediaType: string; url: string };

/** What was done, as the call of a tool. */
export type UIToolPart = {
  type: "dynamic-tool";
  toolName: string;
  toolCallId: string;
  title?: string;
  input: unknown;
  providerExecuted: true;
  callProviderMetadata: UIProviderMetadata;
} & (
  | { state: "output-available"; output: unknown }
  | { state: "output-error"; errorText: string }
  | { state: "output-denied"; approval: { id: string; approved: false } }
);

/** A data part of a message. */
export type UIDataPart = {
  [Name in keyof UIDataParts]: { type: `data-${Name}`; id?: string; data: UIDataParts[Name] };
}[keyof UIDataParts];

/** A message as pages keep it: one of the AI SDK's to a compiler, too. */
export interface UIMessage {
  /** The turn's id; of what the user has said, the id that it was sent with. */
  id: string;
  /** Who has written it. */
  role: "user" | "assistant";
  /** Of the assistant's: which turn it is, and how it ended. */
  metadata?: UIMessageMetadata;
  /** What it consists of. */
  parts: (UIWrittenPart | UIFilePart | UIToolPart | UIDataPart)[];
}
