/** What a block of a conversation is. */
export type BlockKind =
  | "prompt"
  | "message"
  | "thought"
  | "command"
  | "change"
  | "tool"
  | "question"
  | "answer"
  | "note"
  | "error";

/** A piece of a conversation, as it is shown. */
export interface Block {
  readonly kind: BlockKind;
  /** Empty when it belongs to no thread. */
  readonly threadId: string;
  /** May have several lines. */
  readonly text: string;
}
