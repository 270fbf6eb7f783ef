import type * as wire from "codex-app-server-sdk/protocol";
import type { FileChangeApprovalParams, McpToolApprovalParams } from "../handlers/handlers.js";

/** What each kind of question says, by the name of its handler. */
export interface ApprovalParams {
  /** A command is to run. */
  commandApproval: wire.CommandExecutionRequestApprovalParams;
  /** Files are to be changed. */
  fileChangeApproval: FileChangeApprovalParams;
  /** The model asks for permissions. */
  permissionsApproval: wire.PermissionsRequestApprovalParams;
  /** A tool of an MCP server is to be called. */
  mcpToolApproval: McpToolApprovalParams;
  /** An MCP server asks for input. */
  elicitation: wire.McpServerElicitationRequestParams;
  /** The model asks the user. */
  userInput: wire.ToolRequestUserInputParams;
}

/** The name of a handler that a person answers for. */
export type ApprovalKind = keyof ApprovalParams;

/** A question that waits for a person. */
export type PendingApproval = {
  [Kind in ApprovalKind]: {
    /** What `answer()` takes, and what `approval-start` and `tool-approval-request` have. */
    readonly id: string;
    /** The handler that is asked. */
    readonly kind: Kind;
    /** What it is asked: the params of the server's request. */
    readonly params: ApprovalParams[Kind];
    /** The thread that asks, which may be a sub-agent's; null when there is none. */
    readonly threadId: string | null;
    /** The turn that asks; null when there is none. */
    readonly turnId: string | null;
    /** The item that it is about; null when it is about none. */
    readonly itemId: string | null;
    /** The working folder of the thread; null when it is not known. */
    readonly cwd: string | null;
  };
}[ApprovalKind];

/**
 * A person's answer. A word is one to an approval, and `decline` and `cancel` to everything:
 * `acceptForSession` asks no more for the same, `cancel` also ends the turn where the server can do
 * so. `content` is what was filled into a form of an MCP server, `answers` what was answered to the
 * model's questions, by their ids.
 */
export type ApprovalDecision =
  | "accept"
  | "acceptForSession"
  | "decline"
  | "cancel"
  | { content: unknown }
  | { answers: Readonly<Record<string, readonly string[]>> };

/**
 * What became of an answer: it was `taken`; somebody has `answered` before; the question is `over`,
 * because its turn ended or nobody waits for it any more; it is `unknown` here, or was so long ago;
 * or the answer is `unusable` for it, which waits on.
 */
export type ApprovalOutcome = "taken" | "answered" | "over" | "unknown" | "unusable";
