import type { ShownTool, ToolEnd } from "./tool-of-item.js";
import type {
  UIApprovalResponseChunk,
  UIMessageChunk,
  UIPartMetadata,
} from "./ui-message-chunk.js";

/** What a tool of the message has asked. */
export interface PartApproval {
  readonly id: string;
  /** As `approval-end` says; undefined while it waits for the answer. */
  isAccepted?: boolean | null;
  /** What the page was told of the answer. */
  told?: boolean;
}

/** A tool of the message that has not ended. */
export interface ToolPart {
  readonly callId: string;
  readonly metadata: UIPartMetadata;
  tool: ShownTool;
  /** The end of what it has written. */
  output: string;
  approval: PartApproval | undefined;
}

/** The AI SDK needs both: it knows none of the tools by its name, and is to call none of them. */
const marks = { dynamic: true, providerExecuted: true } as const;

/** Begins a tool of the message, or brings it back to where it runs. */
export function inputOf(part: ToolPart, approval?: UIPartMetadata["approval"]): UIMessageChunk {
  const { name, title, input } = part.tool;
  return {
    type: "tool-input-available",
    toolCallId: part.callId,
    toolName: name,
    input,
    ...(title !== undefined && { title }),
    ...marks,
    providerMetadata: { codex: { ...part.metadata, ...(approval && { approval }) } },
  };
}

/** It asks, or has asked, for an approval of this id. */
export function requestOf({ callId }: ToolPart, approvalId: string): UIMessageChunk {
  return { type: "tool-approval-request", approvalId, toolCallId: callId };
}

/** What it has asked is answered. */
export function responseOf(
  { metadata }: ToolPart,
  approvalId: string,
  approved: boolean,
): UIApprovalResponseChunk {
  const providerMetadata = { codex: metadata };
  return {
    type: "tool-approval-response",
    approvalId,
    approved,
    providerExecuted: true,
    providerMetadata,
  };
}

/** What it has so far. */
export function preliminary(part: ToolPart, value: unknown): UIMessageChunk {
  return { ...output(part, value), preliminary: true };
}

/** What it has at its end. */
function output(
  part: ToolPart,
  value: unknown,
): Extract<UIMessageChunk, { type: "tool-output-available" }> {
  return { type: "tool-output-available", toolCallId: part.callId, output: value, ...marks };
}

/** How it ended. */
export function outcome(part: ToolPart, end: ToolEnd): UIMessageChunk {
  const toolCallId = part.callId;
  switch (end.kind) {
    case "output":
    case "over":
      return output(part, end.output);
    case "error":
      return { type: "tool-output-error", toolCallId, errorText: end.text, ...marks };
    case "declined":
      return { type: "tool-output-denied", toolCallId };
  }
}
