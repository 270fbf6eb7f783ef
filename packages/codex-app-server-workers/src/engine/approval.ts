import type { Handlers } from "codex-app-server-sdk";

/** The kinds of question that anyone can answer: the SDK's handlers of these names. */
export type ApprovalKind = Extract<
  keyof Handlers,
  | "commandApproval"
  | "fileChangeApproval"
  | "permissionsApproval"
  | "userInput"
  | "elicitation"
  | "mcpToolApproval"
>;

/** A question of a running turn that waits for an answer. */
export interface Approval {
  /** Tells it apart from all others; the `id` of its `approval-start` event. */
  readonly id: string;
  /** The turn that asks, by the id of its message. */
  readonly turnId: string;
  /** Which of the SDK's handlers would answer it. */
  readonly kind: ApprovalKind;
  /** The method of the server's request. */
  readonly method: string;
  /** What that handler would get as its params. */
  readonly params: unknown;
  /** The item that it is about; null when it is about none. */
  readonly itemId: string | null;
}
