import type { ShownTool, ToolEnd } from "./tool-of-item.js";
import type { UIMessageChunk, UIPartMetadata } from "./ui-message-chunk.js";

/** A tool of the message that has not ended. */
export interface ToolPart {
  readonly callId: string;
  readonly metadata: UIPartMetadata;
  tool: ShownTool;
  /** The end of what it has written. */
  output: string;
  approvalId: string | undefined;
}

/** The AI SDK needs both: it knows none of the tools by its name, and is to call none of them. */
const marks = { dynamic: true, providerExecuted: true } as const;

/** Begins a tool of the message, or brings one back to where it runs. */
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

/** What it has so far. */
export function preliminary(part: ToolPart, value: unknown): UIMessageChunk {
  return { ...output(part, value), preliminary: true };
}

/** What it has at its end. */
export function output(
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
      return output(part, end.output);
    case "error":
      return { type: "tool-output-error", toolCallId, errorText: end.text, ...marks };
    case "declined":
      return { type: "tool-output-denied", toolCallId };
  }
}
